using SliceActors.Actors.Hosting.Clients;
using SliceActors.Endings;
using SliceActors.Runs.Files;
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
    // The death of a node that writes is noticed after some 13 s, and it is waited for 30 s more; then another one begins.
    private static readonly TimeSpan HandBackWithin = TimeSpan.FromSeconds(90);
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

        (view, var isBack) = await AwaitHandBack(cluster, view, cancellation);
        var (code, sentence) = ResultScreen.End(view);
        if (asJson)
        {
            // The last line said it, but for what was known only later.
            if (view.ReportMissing is not null)
            {
                Console.WriteLine(JsonLine.Of(json => ViewJson.Write(json, view)));
            }

            return code;
        }

        ResultScreen.Show(view, AnsiConsole.Console);
        if (isBack && view is { IsFinished: true, ReportMissing: null } && !quiet)
        {
            Sentences.Say($"One page with all of it: {new ResultTree(view.OutputDirectory).Report}");
        }

        (code is ExitCode.Done ? Console.Out : Console.Error).WriteLine(sentence);
        return code;
    }

    /// <summary>Until the folder has its events and its report nobody else can go on with it. Waits for that, but not for ever, and says so.</summary>
    /// <param name="cluster">Who works at the run.</param>
    /// <param name="over">A run that is over.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>Where it stands then, and whether the folder was given back.</returns>
    public static async Task<(RunView View, bool IsBack)> AwaitHandBack(ClusterConnection cluster, RunView over, CancellationToken cancellation)
    {
        var until = DateTime.UtcNow + HandBackWithin;
        while ((await cluster.Ask<RunList>(new GetRuns(), cancellation)).Runs.Any(entry => entry.Run == over.Run && entry.IsOpen))
        {
            if (DateTime.UtcNow > until)
            {
                Console.Error.WriteLine($"Warning: {over.OutputDirectory} has its tables, but no node has given it back yet with its events{(over.IsFinished ? " and its report" : string.Empty)}. That is tried until it is done; nothing has to be done for it.");
                return (over, false);
            }

            await Task.Delay(LookEvery, cancellation);
        }

        return (over with { ReportMissing = (await cluster.Ask<RunStands>(new GetRun(over.Run), cancellation)).View.ReportMissing }, true);
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
