using SliceActors.Endings;

namespace SliceActors.Commands;

/// <summary>A command that asks a cluster for something. Ctrl-C ends the asking, and nothing else.</summary>
internal static class Asking
{
    public static async Task<ExitCode> Run(Func<CancellationToken, Task<ExitCode>> ask, CancellationToken cancellation)
    {
        try
        {
            return await Interruptible.Run(ask, cancellation);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Stopped asking; what the cluster was asked for already, it does.");
            return ExitCode.Interrupted;
        }
    }
}
