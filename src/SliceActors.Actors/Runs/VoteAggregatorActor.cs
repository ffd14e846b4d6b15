using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using SliceActors.Actors.Supervision;
using SliceActors.Runs.Events;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.States;
using static SliceActors.Actors.Messages.FoldMessages;
using static SliceActors.Runs.Messages.ResultMessages;

namespace SliceActors.Actors.Runs;

/// <summary>One per fold: has the vote of its units merged and the tables written, and remembers what was merged.</summary>
internal sealed class VoteAggregatorActor : JournaledActor
{
    private readonly RunEvents.RunSubmitted submission;
    private readonly FoldIndex fold;
    private readonly string? stay;
    private FoldState state = FoldState.Empty;
    private (ImmutableHashSet<OutcomeKey> Completed, IActorRef Requester)? merging;
    private bool isStoring;

    public VoteAggregatorActor(RunEvents.RunSubmitted submission, FoldIndex fold, string? stay)
    {
        this.submission = submission;
        this.stay = stay;
        this.fold = fold;
        Recover<IFoldEvent>(happened => state = state.Apply(happened));
        Command<MergeVote>(Merge);
        Command<FoldWritten>(Book);
        Command<WritingBroken>(Break);
    }

    public override string PersistenceId => stay is null ? $"run-{submission.Run}-fold-{fold}" : $"run-{submission.Run}-{stay}-fold-{fold}";

    /// <param name="submission">The run.</param>
    /// <param name="fold">The fold.</param>
    /// <param name="stay">Names the stay of the run in the journal of a cluster; null in the journal of its folder.</param>
    public static Props Props(RunEvents.RunSubmitted submission, FoldIndex fold, string? stay = null) =>
        Akka.Actor.Props.Create(() => new VoteAggregatorActor(submission, fold, stay));

    // Nobody has to be told: started again it is asked again, as reports that were not answered come a second time.
    protected override void SayTrouble(Exception cause) => Context.GetLogger().Warning(cause, "The journal of {0} failed.", PersistenceId);

    private void Merge(MergeVote merge)
    {
        // After a crash between this fold's journal and the run's, or when the request came twice.
        if (state.MergedOf(merge.Completed) is { } known)
        {
            Sender.Tell(new VoteDone(known));
            return;
        }

        merging = ([.. merge.Completed.Select(OutcomeKey.Of)], Sender);
        merge.Writer.Tell(new WriteFold(submission.Run, submission.Spec.Digest(), submission.OutputDirectory, fold, merge.Completed));
    }

    private void Book(FoldWritten written)
    {
        // Who was asked twice may answer twice, and late: units may have been trained anew since.
        if (merging is not var (completed, supervisor) || isStoring || !completed.SetEquals(written.Completed))
        {
            return;
        }

        isStoring = true;
        Persist(new FoldEvents.VoteMerged(written.Summary, written.Completed), merged =>
        {
            (merging, isStoring) = (null, false);
            state = state.Apply(merged);
            supervisor.Tell(new VoteDone(written.Summary));
        });
    }

    private void Break(WritingBroken broken)
    {
        if (merging is var (_, supervisor) && !isStoring)
        {
            merging = null;
            supervisor.Tell(new VoteBroken(fold, broken));
        }
    }
}
