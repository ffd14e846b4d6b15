using SliceActors.Actors.Hosting.Clients;
using SliceActors.Endings;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Queries;
using SliceActors.Screens;
using Spectre.Console;
using static SliceActors.Runs.Messages.ClientMessages;
using static SliceActors.Runs.Messages.RegistryMessages;

namespace SliceActors.Commands;

/// <summary>Shows a run of a cluster until it is over. Who stops watching changes nothing.</summary>
internal static class ClusterWatch
{
    private static readonly TimeSpan HandBackWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    public static async Task<ExitCode> Show(ClusterConnection cluster, RunId run, bool quiet, bool asJson, CancellationToken cancellation)
    {
        var first = (await cluster.Ask<RunStands>(new GetRun(run), cancellation)).View;
        RunView view;
        try
        {
            view = await Interruptible.Run(stop => Watch(cluster, first, quiet, asJson, stop), cancellation);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine($"The run goes on. To see it again: slice-actors watch {run}");
            return ExitCode.Interrupted;
        }

        await AwaitHandBack(cluster, run, cancellation);
        var (code, sentence) = ResultScreen.End(view);
        if (asJson)
        {
            // The last line said it.
            return code;
        }

        ResultScreen.Show(view, AnsiConsole.Console);
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

    private static Task<RunView> Watch(ClusterConnection cluster, RunView view, bool quiet, bool asJson, CancellationToken stop)
    {
        async Task<RunView> Look() => (await cluster.Ask<RunStands>(new GetRun(view.Run), stop)).View;
        if (asJson || quiet || !AnsiConsole.Profile.Capabilities.Interactive || Console.IsOutputRedirected)
        {
            IRunScreen plain = asJson ? new JsonRunScreen(Console.Out, TimeProvider.System) : quiet ? new QuietRunScreen() : new PlainRunScreen(Console.Out, view.NetworkType);
            return plain.Show(Look, stop);
        }

        var board = new ClusterBoard(() => AnsiConsole.Profile.Width, TimeProvider.System);
        return new LiveScreen(AnsiConsole.Console, board.Render, LookEvery).Show(
            async () =>
            {
                board.Nodes = (await cluster.Ask<NodeList>(new GetNodes(), stop)).Nodes;
                return await Look();
            },
            stop);
    }
}
