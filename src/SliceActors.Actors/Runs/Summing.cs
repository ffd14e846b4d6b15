using System.Collections.Immutable;
using Akka.Actor;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Events;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.States;
using static SliceActors.Runs.Messages.ResultMessages;

namespace SliceActors.Actors.Runs;

/// <summary>The summary of all folds, which has to be there before the run is completed: a completed run is not taken up again.</summary>
internal sealed class Summing(IActorRef self, RunId run, ResultTree tree, Writers writers)
{
    private FoldSummary? last;

    /// <summary>Begins to have it written when the fold is the last one; the supervisor is told when it is done.</summary>
    /// <returns>Whether the fold is the last one.</returns>
    public bool BeginIfLast(RunState state, FoldSummary fold)
    {
        if (!state.Decide(new RunCommands.ReportFoldMerged(fold)).Events.OfType<RunEvents.RunCompleted>().Any())
        {
            return false;
        }

        last = fold;
        Remind(state);
        return true;
    }

    /// <summary>Asks again, if it was not answered.</summary>
    public void Remind(RunState state)
    {
        if (last is not null)
        {
            writers.Current?.Tell(new WriteSummary(run, tree.Root, Folds(state, last)), self);
        }
    }

    /// <summary>It is written.</summary>
    /// <returns>The fold that was merged last; null when nobody waits for the summary of these folds.</returns>
    public FoldSummary? Done(RunState state, SummaryWritten written)
    {
        if (last is not { } fold || FoldSummary.Digest(Folds(state, fold)) != written.Folds)
        {
            return null;
        }

        Forget();
        return fold;
    }

    /// <summary>Nobody waits for it any more.</summary>
    public void Forget() => last = null;

    private static ImmutableArray<FoldSummary> Folds(RunState state, FoldSummary last) => [.. state.MergedFolds.Values, last];
}
