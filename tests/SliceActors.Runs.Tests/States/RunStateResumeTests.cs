using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.States;
using SliceActors.Runs.Tests.Support;
using static SliceActors.Runs.Commands.RunCommands;
using static SliceActors.Runs.Events.RunEvents;
using static SliceActors.Runs.Tests.Support.Study;

namespace SliceActors.Runs.Tests.States;

public class RunStateResumeTests
{
    // Fold 0 is merged although its unit 1 failed; in fold 1 one unit is done and one runs.
    private static RunState HalfWay() => RunState.Empty.Apply(Submitted(Plan(folds: 2))).Then(
        Assigned(Unit(0)), Completed(Unit(0)),
        Assigned(Unit(1)), new EpochCompleted(Unit(1), new Attempt(1), Epoch(0)), Failed(Unit(1)), new FoldMerged(Summary(0)),
        Assigned(Unit(0, 1)), Completed(Unit(0, 1)), Assigned(Unit(1, 1)), new EpochCompleted(Unit(1, 1), new Attempt(1), Epoch(0)));

    private static RunState Resume(RunState state, bool retryFailed) =>
        state.Then(state.Decide(new ResumeRun(retryFailed)).Events);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_resumed_run_puts_running_units_back_to_waiting_and_keeps_their_epochs(bool cancelledFirst)
    {
        var resumed = Resume(cancelledFirst ? HalfWay().Apply(new RunCancelled()) : HalfWay(), retryFailed: false);
        var unit = resumed.Units[Unit(1, 1)];

        Assert.Equal(RunPhase.Running, resumed.Phase);
        Assert.Equal((UnitPhase.Waiting, null, new Attempt(1)), (unit.Phase, unit.Node, unit.Attempt));
        Assert.Equal<EpochReport>([Epoch(0).Figures()], unit.History);
        Assert.Equal(UnitPhase.Completed, resumed.Units[Unit(0, 1)].Phase);
    }

    [Fact]
    public void A_trainer_that_outlived_the_interruption_is_not_listened_to()
    {
        var resumed = Resume(HalfWay(), retryFailed: false);

        Assert.Equal(DecisionKind.Stale, resumed.Decide(Complete(Unit(1, 1), 1)).Kind);
        var again = Assert.IsType<UnitAssigned>(Assert.Single(resumed.Decide(new AssignUnit(Unit(1, 1), "node-a")).Events));
        Assert.Equal(new Attempt(2), again.Attempt);
    }

    [Fact]
    public void Without_retry_failed_units_and_merged_folds_stay()
    {
        var resumed = Resume(HalfWay(), retryFailed: false);

        Assert.Equal(UnitPhase.Failed, resumed.Units[Unit(1)].Phase);
        Assert.Equal([new FoldIndex(0)], resumed.MergedFolds.Keys);
    }

    [Fact]
    public void With_retry_failed_units_wait_again_and_their_fold_is_no_longer_merged()
    {
        var resumed = Resume(HalfWay(), retryFailed: true);
        var unit = resumed.Units[Unit(1)];

        Assert.Equal((UnitPhase.Waiting, null, 0), (unit.Phase, unit.FailureReason, resumed.FailedUnits));
        Assert.Equal<EpochReport>([Epoch(0).Figures()], unit.History);
        Assert.Empty(resumed.MergedFolds);
        Assert.False(resumed.IsReadyToMerge(new FoldIndex(0)));
        Assert.Equal(DecisionKind.Stale, resumed.Decide(new ReportFoldMerged(Summary(0))).Kind);
    }

    [Fact]
    public void Retrying_touches_no_fold_without_a_failed_unit()
    {
        var state = HalfWay().Then(Completed(Unit(1, 1)), new FoldMerged(Summary(1)), new RunCompleted(1));

        Assert.Equal([new FoldIndex(1)], Resume(state, retryFailed: true).MergedFolds.Keys);
    }

    [Fact]
    public void A_failed_run_forgets_its_failure_when_it_is_resumed()
    {
        var failed = HalfWay().Apply(new RunFailed("The disk is full.", TroubleKind.Storage));
        Assert.Equal(TroubleKind.Storage, failed.Failure?.Cause);

        var resumed = Resume(failed, retryFailed: false);
        Assert.Equal((RunPhase.Running, null), (resumed.Phase, resumed.Failure));
    }

    [Fact]
    public void A_run_that_finished_with_failed_units_completes_after_a_retry_that_succeeds()
    {
        var state = Resume(HalfWay().Then(Completed(Unit(1, 1)), new FoldMerged(Summary(1)), new RunCompleted(1)), retryFailed: true)
            .Then(Assigned(Unit(1), 2), Completed(Unit(1), 2));

        var merged = state.Decide(new ReportFoldMerged(Summary(0)));

        Assert.Equal(new RunCompleted(0), merged.Events[^1]);
        Assert.Equal(RunPhase.Completed, state.Then(merged.Events).Phase);
    }
}
