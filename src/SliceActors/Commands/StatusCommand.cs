using System.CommandLine;
using SliceActors.Endings;
using SliceActors.Options;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Screens;
using SliceActors.Studies.Folders;
using SliceActors.Studies.Journals;
using Spectre.Console;

namespace SliceActors.Commands;

/// <summary><c>status OUTPUT_DIRECTORY</c>: reads, and changes nothing.</summary>
internal static class StatusCommand
{
    /// <summary>A journal knows nothing of batches.</summary>
    public static readonly IReadOnlyDictionary<UnitId, (int Batch, int Batches)> NoBatches = new Dictionary<UnitId, (int, int)>();

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    public static Command Create()
    {
        var output = new Argument<string>("RUN") { Description = "Folder of the run; of a run of a cluster also the first letters of its id." }.IsPath();
        var client = new ClientOptions();
        var watch = new Option<bool>("--watch") { Description = "Look again every 2 s, until the run ends or Ctrl-C." };
        var json = new Option<bool>("--json") { Description = "Write one JSON object on one line; with --watch, one for each look." };
        var command = new Command("status", "Say where a run stands; also while another process, or a cluster, trains.") { output, watch, json };
        client.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var (tree, asJson) = (Folders.Results(parsed, output), parsed.GetValue(json));
            if (ClusterRuns.Settings(parsed, client, tree) is { } cluster)
            {
                return (int)await ClusterRuns.Status(cluster, parsed.GetRequiredValue(output), parsed.GetValue(watch), asJson, cancellation);
            }

            return (int)(parsed.GetValue(watch)
                ? await Interruptible.Run(stop => Watch(tree, asJson, stop), cancellation)
                : Show(Read(tree), asJson));
        });
        return command;
    }

    /// <summary>The run of a folder, from its journal; as submitted when the process died before the journal knew of it.</summary>
    /// <param name="tree">The folder.</param>
    /// <param name="everyEvent">Whether the events of the folds have to be readable, too.</param>
    /// <exception cref="RefusedException">The folder holds no run.</exception>
    /// <exception cref="BookkeepingException">Its journal or description is missing, cut or damaged.</exception>
    public static RunStatus Read(ResultTree tree, bool everyEvent = false)
    {
        var owner = OutputFolder.ExistingRun(tree);

        // Asked first: what was still at work then has all its events in the journal that is read next.
        var isAtWork = OutputFolder.IsAtWork(tree);
        var process = isAtWork ? OutputFolder.ProcessAtWork(tree) : null;
        var journal = JournalReader.Read(tree, owner.Run, everyEvent);
        if (journal.State.Submission is null)
        {
            var submitted = journal.State.Decide(SubmissionFile.Read(tree, owner)).Events;
            journal = journal with { State = submitted.Aggregate(journal.State, (known, happened) => known.Apply(happened)) };
        }

        return new RunStatus(tree, journal with { State = journal.State.LyingIn(tree.Root) }, isAtWork, process, owner.Version, ProgramVersion.Text);
    }

    private static ExitCode Show(RunStatus status, bool asJson)
    {
        if (asJson)
        {
            Console.WriteLine(StatusJson.Write(status));
        }
        else
        {
            StatusScreen.Show(status, AnsiConsole.Console);
        }

        return ExitCode.Done;
    }

    private static async Task<ExitCode> Watch(ResultTree tree, bool asJson, CancellationToken stop)
    {
        RunStatus? before = null;
        while (true)
        {
            var status = Read(tree);
            if (!asJson && !Console.IsOutputRedirected)
            {
                AnsiConsole.Clear();
            }

            Show(status, asJson);

            // A trainer on a host whose locks are not seen here shows by its events only.
            var hasEnded = !status.IsAtWork && (status.View.IsOver || before?.View.EpochsDone == status.View.EpochsDone);
            if (hasEnded || !await Pause(stop))
            {
                return ExitCode.Done;
            }

            before = status;
        }
    }

    /// <returns>Whether nobody stopped it.</returns>
    private static async Task<bool> Pause(CancellationToken stop)
    {
        try
        {
            await Task.Delay(LookEvery, stop);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
