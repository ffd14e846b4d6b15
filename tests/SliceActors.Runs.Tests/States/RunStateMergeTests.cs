using SliceActors.Runs.Events;
using SliceActors.Runs.Ids;
using SliceActors.Runs.States;
using SliceActors.Runs.Tests.Support;
using static SliceActors.Runs.Commands.RunCommands;
using static SliceActors.Runs.Events.RunEvents;
using static SliceActors.Runs.Tests.Support.Study;

namespace SliceActors.Runs.Tests.States;

public class RunStateMergeTests
{
    [Fact]
    public void A_fold_is_ready_to_merge_once_all_its_units_are_settled()
    {
        var fold = new FoldIndex(0);

        Assert.False(After(Assigned(Unit(0)), Completed(Unit(0)), Assigned(Unit(1))).IsReadyToMerge(fold));
        Assert.True(After(Assigned(Unit(0)), Completed(Unit(0)), Assigned(Unit(1)), Failed(Unit(1))).IsReadyToMerge(fold));
        Assert.False(After(Assigned(Unit(0)), Completed(Unit(0)), Assigned(Unit(1)), Failed(Unit(1)), new FoldMerged(Summary())).IsReadyToMerge(fold));
    }

    [Fact]
    public void A_fold_that_is_merged_twice_counts_once()
    {
        var state = TwoFoldsSettled();
        var first = state.Decide(new ReportFoldMerged(Summary(1)));
        Assert.IsType<FoldMerged>(Assert.Single(first.Events));

        var after = state.Then(first.Events);
        Assert.Equal(RunPhase.Running, after.Phase);
        Assert.Equal(DecisionKind.Repeated, after.Decide(new ReportFoldMerged(Summary(1))).Kind);
    }

    [Fact]
    public void The_last_merged_fold_completes_the_run_with_the_number_of_failed_units()
    {
        var state = TwoFoldsSettled().Apply(new FoldMerged(Summary(1)));
        var last = state.Decide(new ReportFoldMerged(Summary(0, new SliceIndex(21))));

        Assert.Equal(2, last.Events.Length);
        Assert.Equal<SliceIndex>([new SliceIndex(21)], Assert.IsType<FoldMerged>(last.Events[0]).Summary.MissingSlices);
        Assert.Equal(new RunCompleted(1), last.Events[1]);

        var over = state.Then(last.Events);
        Assert.Equal(RunPhase.CompletedWithFailedUnits, over.Phase);
        Assert.Equal([new FoldIndex(0), new FoldIndex(1)], over.MergedFolds.Keys);
    }

    private static RunState TwoFoldsSettled() => RunState.Empty.Apply(Submitted(Plan(folds: 2))).Then(
        new[] { Unit(0), Unit(1), Unit(0, 1), Unit(1, 1) }.SelectMany(unit => new IRunEvent[]
        {
            Assigned(unit),
            unit == Unit(1) ? Failed(unit) : Completed(unit),
        }));
}
