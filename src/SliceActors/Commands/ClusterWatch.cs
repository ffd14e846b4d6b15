using SliceActors.Actors.Hosting.Clients;
using SliceActors.Endings;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Queries;
using SliceActors.Screens;
using Spectre.Console;
using static SliceActors.Runs.Messages.RegistryMessages;

namespace SliceActors.Commands;

/// <summary>Shows a run of a cluster until it is over. Who stops watching changes nothing.</summary>
internal static class ClusterWatch
{
    private static readonly TimeSpan HandBackWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    public static async Task<ExitCode> Show(ClusterConnection cluster, RunId run, bool quiet, CancellationToken cancellation)
    {
        var first = (await cluster.Ask<RunStands>(new GetRun(run), cancellation)).View;
        RunView view;
        try
        {
            view = await Interruptible.Run(stop => Screen(first, quiet).Show(async () => (await cluster.Ask<RunStands>(new GetRun(run), stop)).View, stop), cancellation);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine($"The run goes on. To see it again: slice-actors watch {run}");
            return ExitCode.Interrupted;
        }

        await AwaitHandBack(cluster, run, cancellation);
        ResultScreen.Show(view, AnsiConsole.Console);
        var (code, sentence) = ResultScreen.End(view);
        (code is ExitCode.Done ? Console.Out : Console.Error).WriteLine(sentence);
        return code;
    }

    /// <summary>Until the folder has its events again nobody else can go on with it.</summary>
    private static async Task AwaitHandBack(ClusterConnection cluster, RunId run, CancellationToken cancellation)
    {
        var until = DateTime.UtcNow + HandBackWithin;
        while (DateTime.UtcNow < until && (await cluster.Ask<RunList>(new GetRuns(), cancellation)).Runs.Any(entry => entry.Run == run && entry.IsOpen))
        {
            await Task.Delay(LookEvery, cancellation);
        }
    }

    private static IRunScreen Screen(RunView view, bool quiet) =>
        quiet ? new QuietRunScreen()
        : AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected ? new LiveRunScreen(AnsiConsole.Console, view.NetworkType, view.Epochs, "Ctrl-C stops watching, not the run.")
        : new PlainRunScreen(Console.Out, view.NetworkType);
}
