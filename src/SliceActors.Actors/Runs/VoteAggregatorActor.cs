using Akka.Actor;
using Akka.Persistence;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Events;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.States;
using SliceActors.Scoring.Folds;
using SliceActors.Scoring.Tables;
using static SliceActors.Actors.Messages.FoldMessages;

namespace SliceActors.Actors.Runs;

/// <summary>One per fold: collects the predictions of its units, merges the vote and writes the tables.</summary>
internal sealed class VoteAggregatorActor : ReceivePersistentActor
{
    private readonly RunEvents.RunSubmitted submission;
    private readonly FoldIndex fold;
    private FoldState state = FoldState.Empty;
    private bool isMerging;

    public VoteAggregatorActor(RunEvents.RunSubmitted submission, FoldIndex fold)
    {
        this.submission = submission;
        this.fold = fold;
        Recover<IFoldEvent>(happened => state = state.Apply(happened));
        Command<RecordPredictions>(Record);
        Command<MergeVote>(Merge);
        Command<TablesWritten>(Book);
    }

    public override string PersistenceId => $"run-{submission.Run}-fold-{fold}";

    public static Props Props(RunEvents.RunSubmitted submission, FoldIndex fold) =>
        Akka.Actor.Props.Create(() => new VoteAggregatorActor(submission, fold));

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
        // Two threads must not write the same tables.
        if (isMerging)
        {
            Stash.Stash();
            return;
        }

        isMerging = true;
        var supervisor = Sender;
        var outcomes = merge.Completed.Select(unit => state.Outcomes[unit]).ToList();
        Task.Factory.StartNew(() => WriteTables(outcomes), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .PipeTo(
                Self,
                supervisor,
                success: summary => new TablesWritten(summary, null, ExitCode.Done),
                failure: trouble => new TablesWritten(null, $"The tables of fold {fold} could not be written: {trouble.Message}", trouble is BadInputException ? ExitCode.BadInput : ExitCode.Storage));
    }

    private FoldSummary WriteTables(List<UnitOutcome> outcomes)
    {
        var spec = submission.Spec;
        var result = FoldMerge.Merge(submission.Plan, fold, spec.NetworkType, spec.Vote, spec.Optimisation.Seed, outcomes);
        FoldTables.Write(new ResultTree(submission.OutputDirectory), result);
        return result.Summary;
    }

    private void Book(TablesWritten written)
    {
        isMerging = false;
        Stash.UnstashAll();
        var supervisor = Sender;
        if (written.Summary is not { } summary)
        {
            supervisor.Tell(new VoteBroken(fold, written.Trouble!, written.Cause));
            return;
        }

        Persist(new FoldEvents.VoteMerged(summary), merged =>
        {
            state = state.Apply(merged);
            supervisor.Tell(new VoteDone(summary));
        });
    }

    private sealed record TablesWritten(FoldSummary? Summary, string? Trouble, ExitCode Cause);
}
