using System.CommandLine;
using SliceActors.Actors.Hosting.Clients;
using SliceActors.Actors.Hosting.Settings;
using SliceActors.Endings;
using SliceActors.Options;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Screens;
using SliceActors.Studies.Folders;
using SliceActors.Studies.Journals;
using static SliceActors.Runs.Messages.HistoryMessages;

namespace SliceActors.Commands;

/// <summary><c>logs RUN</c>: what happened in a run, by its journal.</summary>
internal static class LogsCommand
{
    private const int UsualLines = 200;

    public static Command Create()
    {
        var run = new Argument<string>("RUN") { Description = "Folder of the run; of a run of a cluster also the first letters of its id." }.IsPath();
        var client = new ClientOptions();
        var lines = OptionKinds.Value("--lines", "Show the last lines only.", "N", UsualLines, "-n");
        var all = OptionKinds.Flag("--all", "Show all lines.");
        var epochs = OptionKinds.Flag("--epochs", "Show the end of each epoch, too.");
        var follow = OptionKinds.Flag("--follow", "Go on until the run ends or Ctrl-C.", "-f");
        var json = OptionKinds.Flag("--json", "Write each line as one JSON object.");
        var command = new Command("logs", "Say what happened in a run, with time and node; also while another process, or a cluster, trains.") { run, lines, all, epochs, follow, json };
        client.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var tree = Folders.Results(parsed, run);
            var wanted = new Wanted(Lines(parsed, lines, all), parsed.GetValue(epochs), parsed.GetValue(follow), parsed.GetValue(json));
            var cluster = ClusterRuns.Settings(parsed, client, tree);
            try
            {
                return (int)await Interruptible.Run(stop => cluster is null ? OfFolder(tree, wanted, stop) : OfCluster(cluster, parsed.GetRequiredValue(run), wanted, stop), cancellation);
            }
            catch (OperationCanceledException)
            {
                // It only read.
                return (int)ExitCode.Interrupted;
            }
        });
        return command;
    }

    private static async Task<ExitCode> OfCluster(ClientSettings settings, string name, Wanted wanted, CancellationToken stop)
    {
        await using var cluster = await ClusterConnection.OpenAsync(settings, ProgramVersion.Text, stop);
        var run = (await RunName.Find(cluster, name, stop)).Run;
        return await Show((after, withEpochs) => cluster.Ask<EventsHappened>(new GetEvents(run, after, withEpochs), stop), () => true, wanted, stop);
    }

    private static Task<ExitCode> OfFolder(ResultTree tree, Wanted wanted, CancellationToken stop)
    {
        var run = OutputFolder.ExistingRun(tree).Run;
        var journal = new JournalTail(tree, run);
        Task<EventsHappened> Page(long after, bool withEpochs)
        {
            var (events, newest) = journal.After(after);
            return Task.FromResult(new EventsHappened(
                run,
                [.. events.Where(dated => withEpochs || !Runs.Events.EventWords.IsOfEpoch(dated.Happened))],
                newest,
                IsAll: true));
        }

        return Show(Page, () => OutputFolder.IsAtWork(tree), wanted, stop);
    }

    private static async Task<ExitCode> Show(Func<long, bool, Task<EventsHappened>> page, Func<bool> isAtWork, Wanted wanted, CancellationToken stop)
    {
        var history = new RunHistory(page, isAtWork, new LogScreen(Console.Out, wanted.AsJson));
        var (leftOut, known) = await history.Show(wanted.Most, wanted.Epochs);
        if (leftOut > 0 && !wanted.AsJson)
        {
            Console.Error.WriteLine($"{leftOut} earlier lines are left out; --all shows them.");
        }

        if (wanted.Follow)
        {
            await history.Follow(known, wanted.Epochs, stop);
        }

        return ExitCode.Done;
    }

    private static int? Lines(ParseResult parsed, Option<int> lines, Option<bool> all)
    {
        var findings = new List<Finding>();
        var most = new OptionCheck(findings).Value(lines, parsed, value => value >= 1, "at least 1");
        return findings.Count > 0 ? throw new BadInputException(findings) : parsed.GetValue(all) ? null : most;
    }

    private sealed record Wanted(int? Most, bool Epochs, bool Follow, bool AsJson);
}
