using Akka.Actor;
using SliceActors.Actors.Supervision;
using SliceActors.Runs.Events;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.States;
using static SliceActors.Runs.Messages.JournalMessages;
using static SliceActors.Runs.Messages.ResultMessages;

namespace SliceActors.Actors.Runs;

/// <summary>What a run publishes, on its way: units are moved to their place, then folds merged, then the summary written, all by one node at a time.</summary>
internal sealed class RunResults
{
    private readonly Writers writers;
    private readonly Publishing publishing;
    private readonly FoldVotes votes;
    private readonly Summing summing;
    private readonly HandingBack? handingBack;

    /// <param name="context">The supervisor, which is told what is written.</param>
    /// <param name="run">Id of the run.</param>
    /// <param name="tree">Its folder.</param>
    /// <param name="stay">Names its stay in the journal of a cluster; null in the journal of its folder.</param>
    /// <param name="assignments">The nodes that may write.</param>
    /// <param name="aggregatorProps">Makes the vote aggregator of a fold.</param>
    public RunResults(IActorContext context, RunId run, ResultTree tree, string? stay, Assignments assignments, Func<RunEvents.RunSubmitted, FoldIndex, Props> aggregatorProps)
    {
        writers = new Writers(assignments);
        publishing = new Publishing(context.Self, run, tree, writers);
        votes = new FoldVotes(context, publishing, writers, aggregatorProps, Backoffs.RetriesFor(stay));
        summing = new Summing(context.Self, run, tree, writers);
        handingBack = stay is null ? null : new HandingBack(context.Self, run, tree, stay, writers);
    }

    /// <summary>Begins with everything that is settled and not merged.</summary>
    public void GoOn(RunState state)
    {
        publishing.BeginUnmerged(state);
        votes.MergeWhatIsReady(state);
    }

    /// <summary>A unit was settled.</summary>
    public void Settled(UnitState unit) => publishing.Begin([unit]);

    /// <summary>Units are where they belong.</summary>
    public void Published(RunState state, IEnumerable<SettledUnit> units)
    {
        var published = units.ToList();
        publishing.Done(published);
        foreach (var fold in published.Select(unit => unit.Unit.Fold).Distinct())
        {
            votes.MergeIfReady(state, fold);
        }
    }

    /// <summary>A node began: it may be able to write now, and what nobody answered is asked again.</summary>
    public void Include(RunState state, string node)
    {
        writers.Include(node);
        Remind(state);
    }

    /// <summary>A node that was lost is waited for no longer: what it did not answer another one is asked for.</summary>
    public void GiveUp(RunState state, string node)
    {
        writers.GiveUp(node);
        Remind(state);
    }

    /// <summary>Asks again for everything that was not answered.</summary>
    public void Remind(RunState state)
    {
        if (state.Phase == RunPhase.Running)
        {
            publishing.Remind();
            votes.Remind(state);
            summing.Remind(state);
        }
        else
        {
            handingBack?.Remind();
        }
    }

    /// <summary>Has the events of a run that is over written into its folder.</summary>
    /// <returns>Whether they are elsewhere; the supervisor is told when it is done.</returns>
    public bool HandBack(RunState state)
    {
        handingBack?.Begin(state);
        return handingBack is not null;
    }

    /// <summary>The events are in the folder.</summary>
    /// <returns>Whether it was this stay that ended.</returns>
    public bool IsHandedBack(RunHandedBack back) => handingBack?.IsDone(back) ?? false;

    /// <summary>A fold is merged; before the last one is booked comes the summary.</summary>
    /// <returns>Whether the fold may be booked now.</returns>
    public bool Merged(RunState state, FoldSummary fold) => !summing.BeginIfLast(state, fold);

    /// <summary>The summary is written.</summary>
    /// <returns>The fold that waited for it; null when none did.</returns>
    public FoldSummary? Summed(RunState state, SummaryWritten written) => summing.Done(state, written);

    /// <summary>A fold was booked, or came too late to be.</summary>
    public void Booked(RunState state, FoldIndex fold, bool isStale)
    {
        votes.Done(fold);
        if (isStale)
        {
            votes.MergeIfReady(state, fold);
        }
    }

    /// <summary>What one node cannot write another may be able to.</summary>
    /// <returns>Whether one was asked, or will be; else nothing is wanted any more.</returns>
    public bool TryAnotherNode(RunState state, WritingBroken broken)
    {
        writers.Exclude(broken.Node);
        if (writers.Any)
        {
            Remind(state);
            return true;
        }

        Forget();
        return false;
    }

    /// <summary>A node could not write the events of a run that is over, which has all the time there is.</summary>
    public void NotHandedBack(WritingBroken broken)
    {
        writers.Exclude(broken.Node);
        handingBack?.Fail(broken.Reason);
    }

    /// <summary>Why the folder of a run that is over has not got its events yet, for people; null while nothing is in the way.</summary>
    public string? HandBackTrouble => handingBack?.Trouble;

    /// <summary>Why a finished run whose folder has its events has no report, for people; null when nothing was in its way.</summary>
    public string? ReportMissing => handingBack?.ReportMissing;

    /// <summary>Nothing is wanted any more, until it is begun again; then every node may be asked.</summary>
    public void Forget()
    {
        writers.IncludeAll();
        publishing.Forget();
        summing.Forget();
        votes.Forget();
    }

    /// <summary>Forgets a vote aggregator that stopped for good.</summary>
    /// <returns>Its fold; null when it is none.</returns>
    public FoldIndex? Lose(IActorRef gone) => votes.Lose(gone);
}
