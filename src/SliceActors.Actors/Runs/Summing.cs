using Akka.Actor;
using SliceActors.Actors.Results;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Events;
using SliceActors.Runs.Files;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.States;
using static SliceActors.Actors.Messages.FoldMessages;

namespace SliceActors.Actors.Runs;

/// <summary>The summary of all folds, which has to be there before the run is completed: a completed run is not taken up again.</summary>
internal sealed class Summing(IActorRef self, ResultsWriter results, ResultTree tree)
{
    private bool isUnderway;

    /// <summary>Begins to write it when the fold is the last one; the supervisor is told when it is done.</summary>
    /// <returns>Whether the fold is the last one.</returns>
    public bool BeginIfLast(RunState state, FoldSummary fold)
    {
        if (!state.Decide(new RunCommands.ReportFoldMerged(fold)).Events.OfType<RunEvents.RunCompleted>().Any())
        {
            return false;
        }

        // A vote that was asked for twice is answered twice, and two threads must not write one file.
        if (!isUnderway)
        {
            isUnderway = true;
            results.WriteSummary(tree, [.. state.MergedFolds.Values, fold]).PipeTo(
                self,
                self,
                success: last => new SummaryWritten(last),
                failure: trouble => new VoteBroken(fold.Fold, $"{tree.Summary} could not be written: {trouble.Message}", TroubleKind.Storage));
        }

        return true;
    }

    /// <summary>It is written, or could not be.</summary>
    public void Done() => isUnderway = false;
}
