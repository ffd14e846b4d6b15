using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using SliceActors.Actors.Supervision;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Events;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.States;
using static SliceActors.Actors.Messages.FoldMessages;

namespace SliceActors.Actors.Runs;

/// <summary>One per fold: collects the predictions of its units, merges the vote and writes the tables.</summary>
internal sealed class VoteAggregatorActor : JournaledActor
{
    private readonly RunEvents.RunSubmitted submission;
    private readonly FoldIndex fold;
    private readonly ResultTables tables;
    private FoldState state = FoldState.Empty;
    private bool isMerging;

    public VoteAggregatorActor(RunEvents.RunSubmitted submission, FoldIndex fold, ResultTables tables)
    {
        this.submission = submission;
        this.fold = fold;
        this.tables = tables;
        Recover<IFoldEvent>(happened => state = state.Apply(happened));
        Command<RecordPredictions>(Record);
        Command<MergeVote>(Merge);
        Command<TablesWritten>(Book);
    }

    public override string PersistenceId => $"run-{submission.Run}-fold-{fold}";

    public static Props Props(RunEvents.RunSubmitted submission, FoldIndex fold, ResultTables tables) =>
        Akka.Actor.Props.Create(() => new VoteAggregatorActor(submission, fold, tables));

    // Nobody has to be told: started again it is asked again, as reports that were not answered come a second time.
    protected override void SayTrouble(Exception cause) => Context.GetLogger().Warning(cause, "The journal of {0} failed.", PersistenceId);

    private void Record(RecordPredictions record)
    {
        var supervisor = Sender;
        var stored = new PredictionsStored(record.Unit, record.Outcome);
        if (state.DecideRecord(record.Outcome).Events is not [var recorded])
        {
            supervisor.Tell(stored);
            return;
        }

        Persist(recorded, happened =>
        {
            state = state.Apply(happened);
            supervisor.Tell(stored);
        });
    }

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
        var outcomes = merge.Completed.Select(unit => state.Outcomes[unit]).ToList();
        tables.WriteFold(submission, fold, outcomes)
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

        Persist(new FoldEvents.VoteMerged(summary, written.Units), merged =>
        {
            state = state.Apply(merged);
            supervisor.Tell(new VoteDone(summary));
        });
    }

    private sealed record TablesWritten(ImmutableArray<UnitId> Units, FoldSummary? Summary, string? Trouble, TroubleKind? Cause);
}
