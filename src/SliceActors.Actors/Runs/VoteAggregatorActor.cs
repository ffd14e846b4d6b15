using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using SliceActors.Actors.Results;
using SliceActors.Actors.Supervision;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Events;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.States;
using static SliceActors.Actors.Messages.FoldMessages;

namespace SliceActors.Actors.Runs;

/// <summary>One per fold: has the vote of its units merged and the tables written, and remembers what was merged.</summary>
internal sealed class VoteAggregatorActor : JournaledActor
{
    private readonly RunEvents.RunSubmitted submission;
    private readonly FoldIndex fold;
    private readonly ResultsWriter results;
    private FoldState state = FoldState.Empty;
    private bool isMerging;

    public VoteAggregatorActor(RunEvents.RunSubmitted submission, FoldIndex fold, ResultsWriter results)
    {
        this.submission = submission;
        this.fold = fold;
        this.results = results;
        Recover<IFoldEvent>(happened => state = state.Apply(happened));
        Command<MergeVote>(Merge);
        Command<TablesWritten>(Book);
    }

    public override string PersistenceId => $"run-{submission.Run}-fold-{fold}";

    public static Props Props(RunEvents.RunSubmitted submission, FoldIndex fold, ResultsWriter results) =>
        Akka.Actor.Props.Create(() => new VoteAggregatorActor(submission, fold, results));

    // Nobody has to be told: started again it is asked again, as reports that were not answered come a second time.
    protected override void SayTrouble(Exception cause) => Context.GetLogger().Warning(cause, "The journal of {0} failed.", PersistenceId);

    private void Merge(MergeVote merge)
    {
        // Two threads must not write the same tables; the answer of the first is the answer to both.
        if (isMerging)
        {
            return;
        }

        // After a crash between this fold's journal and the run's, or when the request came twice.
        if (state.MergedOf(merge.Completed) is { } known)
        {
            Sender.Tell(new VoteDone(known));
            return;
        }

        isMerging = true;
        var supervisor = Sender;
        results.WriteFold(submission, fold, merge.Completed, state.Predictions)
            .PipeTo(
                Self,
                supervisor,
                success: summary => new TablesWritten(merge.Completed, summary, null, null),
                failure: trouble => new TablesWritten(merge.Completed, null, $"The tables of fold {fold} could not be written: {trouble.Message}", trouble is BadInputException ? TroubleKind.BadInput : TroubleKind.Storage));
    }

    private void Book(TablesWritten written)
    {
        isMerging = false;
        var supervisor = Sender;
        if (written.Summary is not { } summary)
        {
            supervisor.Tell(new VoteBroken(fold, written.Trouble!, written.Cause!.Value));
            return;
        }

        Persist(new FoldEvents.VoteMerged(summary, [.. written.Completed.Select(OutcomeKey.Of)]), merged =>
        {
            state = state.Apply(merged);
            supervisor.Tell(new VoteDone(summary));
        });
    }

    private sealed record TablesWritten(ImmutableArray<UnitOutcome> Completed, FoldSummary? Summary, string? Trouble, TroubleKind? Cause);
}
