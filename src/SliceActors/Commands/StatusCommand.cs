using System.CommandLine;
using SliceActors.Options;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Queries;
using SliceActors.Runs.Specs;
using SliceActors.Runs.States;
using SliceActors.Screens;
using SliceActors.Studies.Folders;
using SliceActors.Studies.Journals;
using Spectre.Console;

namespace SliceActors.Commands;

/// <summary><c>status OUTPUT_DIRECTORY</c>.</summary>
internal static class StatusCommand
{
    /// <summary>A journal knows nothing of batches.</summary>
    public static readonly IReadOnlyDictionary<UnitId, (int Batch, int Batches)> NoBatches = new Dictionary<UnitId, (int, int)>();

    public static Command Create()
    {
        var output = new Argument<string>("OUTPUT_DIRECTORY") { Description = "Folder of the run." };
        var command = new Command("status", "Say where a run stands; also while another process trains.") { output };
        command.SetAction(parsed => (int)Show(Folders.Results(parsed, output)));
        return command;
    }

    /// <summary>The run of a folder, from its journal; as submitted when the process died before the journal knew of it.</summary>
    /// <param name="tree">The folder.</param>
    /// <param name="everyEvent">Whether the events of the folds have to be readable, too.</param>
    /// <exception cref="RefusedException">The folder holds no run.</exception>
    /// <exception cref="BookkeepingException">Its journal or description is missing, cut or damaged.</exception>
    public static RunJournal Read(ResultTree tree, bool everyEvent = false)
    {
        var owner = OutputFolder.ExistingRun(tree);
        var journal = JournalReader.Read(tree, owner.Run, everyEvent);
        return journal.State.Submission is null
            ? journal with { State = journal.State.Decide(OutputFolder.ReadSubmission(tree)).Events.Aggregate(journal.State, (known, happened) => known.Apply(happened)) }
            : journal;
    }

    private static ExitCode Show(ResultTree tree)
    {
        var state = Read(tree).State;
        var view = RunViews.Of(OutputFolder.IsAtWork(tree) ? state : state.Interrupted(), NoBatches, 0);
        var spec = state.Submission!.Spec;
        Console.WriteLine($"Run {view.Run}: {spec.NetworkType.Term()} {spec.Network.Architecture}, {Phase(view, OutputFolder.IsAtWork(tree))}");
        AnsiConsole.Write(LiveRunScreen.Folds(view, spec.NetworkType));
        Console.WriteLine($"{view.EpochsDone} of {Count.Of(view.EpochsPlanned, "epoch")}.");
        ResultScreen.Show(view, AnsiConsole.Console);
        if (view.Failure is { } failure)
        {
            Console.WriteLine($"It stopped: {failure.Reason}");
        }

        if (view.Phase is (RunPhase.Running or RunPhase.Cancelled or RunPhase.Failed) && !OutputFolder.IsAtWork(tree))
        {
            Console.WriteLine($"To go on: {ResultScreen.ResumeHint(tree.Root)}");
        }
        else if (view.Phase == RunPhase.CompletedWithFailedUnits)
        {
            Console.WriteLine($"To try the failed networks again: {ResultScreen.RetryHint(tree.Root)}");
        }

        return ExitCode.Done;
    }

    private static string Phase(RunView view, bool atWork) => view.Phase switch
    {
        RunPhase.Running => atWork ? "running" : "interrupted",
        RunPhase.Cancelled => atWork ? "stopping" : "stopped by a person",
        RunPhase.Completed => "completed",
        RunPhase.CompletedWithFailedUnits => "completed with failed networks",
        RunPhase.Failed => "stopped by trouble",
        _ => throw new ArgumentOutOfRangeException(nameof(view), view.Phase, null),
    };
}
