using Akka.Actor;
using SliceActors.Actors.Messages;
using SliceActors.Actors.Supervision;
using SliceActors.Runs.Events;
using SliceActors.Runs.Ids;
using SliceActors.Runs.States;

namespace SliceActors.Actors.Runs;

/// <summary>The vote aggregators of a run, each made when its fold first needs it, and which of them are merging.</summary>
internal sealed class FoldVotes(IActorContext context, Publishing publishing, Writers writers, Func<RunEvents.RunSubmitted, FoldIndex, Props> aggregatorProps, int retries)
{
    private readonly Dictionary<FoldIndex, IActorRef> aggregators = [];
    private readonly HashSet<FoldIndex> merging = [];

    /// <summary>Has a fold merged, once all its units are settled and published; once at a time, since a second merge would still write its tables when the first ends the run.</summary>
    public void MergeIfReady(RunState state, FoldIndex fold)
    {
        if (state.Phase == RunPhase.Running && state.IsReadyToMerge(fold) && !publishing.IsBusyWith(fold) && merging.Add(fold))
        {
            Ask(state, fold);
        }
    }

    /// <summary>The same for every fold.</summary>
    public void MergeWhatIsReady(RunState state)
    {
        foreach (var fold in state.Submission?.Plan.TrainedFolds ?? [])
        {
            MergeIfReady(state, fold);
        }
    }

    /// <summary>
    /// Asks again for every merge that was not answered: an aggregator that was started again knows nothing of what it was asked before, and a node that was
    /// to write may be gone.
    /// </summary>
    public void Remind(RunState state)
    {
        foreach (var fold in merging)
        {
            Ask(state, fold);
        }
    }

    /// <summary>A fold is merged, or could not be.</summary>
    public void Done(FoldIndex fold) => merging.Remove(fold);

    /// <summary>No merge is wanted any more.</summary>
    public void Forget() => merging.Clear();

    /// <summary>Forgets an aggregator that stopped for good.</summary>
    /// <returns>Its fold; null when it is no aggregator.</returns>
    public FoldIndex? Lose(IActorRef gone)
    {
        foreach (var (fold, aggregator) in aggregators)
        {
            if (aggregator.Equals(gone))
            {
                aggregators.Remove(fold);
                merging.Remove(fold);
                return fold;
            }
        }

        return null;
    }

    private void Ask(RunState state, FoldIndex fold)
    {
        if (writers.Current is { } writer)
        {
            var completed = state.UnitsOf(fold).Where(unit => unit.Phase == UnitPhase.Completed).Select(unit => unit.Outcome!);
            Of(state.Submission!, fold).Tell(new FoldMessages.MergeVote([.. completed], writer), context.Self);
        }
    }

    private IActorRef Of(RunEvents.RunSubmitted submission, FoldIndex fold)
    {
        if (!aggregators.TryGetValue(fold, out var aggregator))
        {
            aggregator = context.ActorOf(Backoffs.Over(aggregatorProps(submission, fold), "vote", retries), $"fold-{fold}");
            context.Watch(aggregator);
            aggregators.Add(fold, aggregator);
        }

        return aggregator;
    }
}
