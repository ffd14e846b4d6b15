using System.Runtime.InteropServices;

namespace SliceActors.Commands;

/// <summary>Work that leaves nothing behind when a person stops it.</summary>
internal static class Interruptible
{
    /// <summary>Runs work that Ctrl-C and SIGTERM cancel instead of killing the process; a second one kills.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static async Task<T> Run<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => RequestStop(context, stop));
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => RequestStop(context, stop));
        return await Task.Run(() => work(stop.Token), CancellationToken.None);
    }

    /// <summary>Turns the first signal into a cancellation; lets the second one through.</summary>
    public static void RequestStop(PosixSignalContext context, CancellationTokenSource stop)
    {
        if (!stop.IsCancellationRequested)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }
}
