using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Events;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.States;
using static SliceActors.Runs.Commands.RunCommands;
using static SliceActors.Runs.Events.RunEvents;
using static SliceActors.Runs.Tests.Support.Study;

namespace SliceActors.Runs.Tests.States;

public class RunStateTests
{
    private static IRunEvent Only(Decision<IRunEvent> decision) => Assert.Single(decision.Events);

    [Fact]
    public void A_submission_lays_out_all_units_waiting()
    {
        var submitted = Assert.IsType<RunSubmitted>(Only(RunState.Empty.Decide(Submit(Plan(folds: 2, slices: 3), Run))));
        var state = RunState.Empty.Apply(submitted);

        Assert.Equal(RunPhase.Running, state.Phase);
        Assert.Same(submitted, state.Submission);
        Assert.Equal([Unit(0), Unit(1), Unit(2), Unit(0, 1), Unit(1, 1), Unit(2, 1)], state.Units.Keys);
        Assert.All(state.Units.Values, unit => Assert.Equal((UnitPhase.Waiting, Attempt.None), (unit.Phase, unit.Attempt)));
        Assert.Equal(3, state.UnitsOf(new FoldIndex(1)).Count());
    }

    [Fact]
    public void A_refused_submission_names_the_run_that_owns_the_journal() =>
        Assert.Contains(Run.Value, After().Decide(Submit(Plan(), OtherRun)).Reason, StringComparison.Ordinal);

    [Fact]
    public void Each_assignment_counts_the_attempts_up()
    {
        var first = Assert.IsType<UnitAssigned>(Only(After().Decide(new AssignUnit(Unit(0), "node-a"))));
        var second = Assert.IsType<UnitAssigned>(Only(After(first).Decide(new AssignUnit(Unit(0), "node-b"))));
        var unit = After(first, second).Units[Unit(0)];

        Assert.Equal((new Attempt(1), new Attempt(2)), (first.Attempt, second.Attempt));
        Assert.Equal((UnitPhase.Running, "node-b", new Attempt(2)), (unit.Phase, unit.Node, unit.Attempt));
    }

    [Fact]
    public void A_settled_unit_is_not_handed_out_again()
    {
        Assert.Equal(DecisionKind.Refused, After(Assigned(Unit(0)), Completed(Unit(0))).Decide(new AssignUnit(Unit(0), "node-b")).Kind);
        Assert.Equal(DecisionKind.Refused, After(Assigned(Unit(0)), Failed(Unit(0))).Decide(new AssignUnit(Unit(0), "node-b")).Kind);
    }

    [Fact]
    public void Reports_of_an_older_attempt_are_stale()
    {
        var state = After(Assigned(Unit(0), 1), Assigned(Unit(0), 2, "node-b"));

        Assert.All<IRunCommand>(
            [
                new ReportEpoch(Unit(0), new Attempt(1), Epoch(0)),
                Complete(Unit(0), 1),
                new FailUnit(Unit(0), new Attempt(1), "late", FailureCause.Incident),
            ],
            late => Assert.Equal(DecisionKind.Stale, state.Decide(late).Kind));
        Assert.Equal(DecisionKind.Accepted, state.Decide(new ReportEpoch(Unit(0), new Attempt(2), Epoch(0))).Kind);
    }

    [Fact]
    public void An_older_attempt_that_finishes_late_does_not_count_as_a_repetition()
    {
        var state = After(Assigned(Unit(0), 1), Assigned(Unit(0), 2), Completed(Unit(0), 2));

        Assert.Equal(DecisionKind.Stale, state.Decide(Complete(Unit(0), 1)).Kind);
        Assert.Equal(DecisionKind.Repeated, state.Decide(Complete(Unit(0), 2)).Kind);
    }

    [Fact]
    public void A_unit_that_still_waits_cannot_report() =>
        Assert.Equal(DecisionKind.Stale, After().Decide(new ReportEpoch(Unit(0), Attempt.None, Epoch(0))).Kind);

    private static EpochCompleted Happened(int epoch) => new(Unit(0), new Attempt(1), Epoch(epoch));

    [Fact]
    public void A_report_that_comes_before_the_one_that_it_follows_is_early()
    {
        var state = After(Assigned(Unit(0)), Happened(0));

        Assert.Equal(DecisionKind.Early, state.Decide(new ReportEpoch(Unit(0), new Attempt(1), Epoch(2))).Kind);
        Assert.Equal(DecisionKind.Accepted, state.Then(Happened(1)).Decide(new ReportEpoch(Unit(0), new Attempt(1), Epoch(2))).Kind);
    }

    [Fact]
    public void The_history_keeps_every_epoch()
    {
        var state = After(Assigned(Unit(0)), Happened(0), Happened(1), Happened(2));

        Assert.Equal<EpochReport>([Epoch(0).Figures(), Epoch(1).Figures(), Epoch(2).Figures()], state.Units[Unit(0)].History);
        Assert.Equal(DecisionKind.Repeated, state.Decide(new ReportEpoch(Unit(0), new Attempt(1), Epoch(1))).Kind);
    }

    [Fact]
    public void An_epoch_redone_with_other_figures_replaces_itself_and_what_followed()
    {
        var state = After(
            Assigned(Unit(0)),
            new EpochCompleted(Unit(0), new Attempt(1), Epoch(0)),
            new EpochCompleted(Unit(0), new Attempt(1), Epoch(1)),
            new EpochCompleted(Unit(0), new Attempt(1), Epoch(2)),
            Assigned(Unit(0), 2));
        var redone = Only(state.Decide(new ReportEpoch(Unit(0), new Attempt(2), Epoch(1, validationLoss: 0.4))));

        Assert.Equal<EpochReport>([Epoch(0).Figures(), Epoch(1, 0.4).Figures()], state.Apply(redone).Units[Unit(0)].History);
    }

    [Fact]
    public void A_completed_unit_keeps_its_best_epochs_and_leaves_its_node()
    {
        var unit = After(Assigned(Unit(0)), Completed(Unit(0))).Units[Unit(0)];

        Assert.Equal((UnitPhase.Completed, null, Best().Single()), (unit.Phase, unit.Node, unit.Outcome!.Best.Single()));
        Assert.True(unit.IsSettled);
    }

    [Fact]
    public void A_failed_unit_fails_alone()
    {
        var state = After(Assigned(Unit(0)), Assigned(Unit(1)), Failed(Unit(0)));

        Assert.Equal((RunPhase.Running, 1), (state.Phase, state.FailedUnits));
        Assert.Equal((UnitPhase.Failed, "The loss became NaN."), (state.Units[Unit(0)].Phase, state.Units[Unit(0)].FailureReason));
        Assert.Equal(UnitPhase.Running, state.Units[Unit(1)].Phase);
    }

    [Fact]
    public void What_is_not_part_of_the_run_is_refused()
    {
        var elsewhere = Unit(7, fold: 3);

        Assert.All<IRunCommand>(
            [
                new AssignUnit(elsewhere, "node-a"),
                new ReportEpoch(elsewhere, new Attempt(1), Epoch(0)),
                Complete(elsewhere, 1),
                new FailUnit(elsewhere, new Attempt(1), "NaN.", FailureCause.Divergence),
                new ReportFoldMerged(Summary(fold: 3)),
            ],
            command =>
            {
                var decision = After().Decide(command);
                Assert.Equal(DecisionKind.Refused, decision.Kind);
                Assert.Contains("fold", decision.Reason, StringComparison.OrdinalIgnoreCase);
            });
    }

    [Fact]
    public void A_declined_unit_waits_again_and_its_node_is_set_aside_until_the_run_is_resumed()
    {
        var decision = After(Assigned(Unit(0))).Decide(new DeclineUnit(Unit(0), new Attempt(1), "The images cannot be read.", TroubleKind.Storage));
        var declined = After(Assigned(Unit(0))).Then(decision.Events);

        Assert.Equal([Declined(Unit(0))], decision.Events.AsEnumerable());
        Assert.Equal((UnitPhase.Waiting, null), (declined.Units[Unit(0)].Phase, declined.Units[Unit(0)].Node));
        Assert.Equal(Declined(Unit(0)), Assert.Single(declined.SetAside, entry => entry.Key == "node-a").Value);
        Assert.Equal(DecisionKind.Stale, declined.Decide(new DeclineUnit(Unit(0), new Attempt(1), "again", TroubleKind.Storage)).Kind);
        Assert.Equal(new Attempt(2), declined.Then(Assigned(Unit(0), 2, "node-b")).Units[Unit(0)].Attempt);
        Assert.Empty(declined.Then(new RunFailed("no node", TroubleKind.Storage), new RunResumed(false)).SetAside);
    }

    [Fact]
    public void The_last_two_checkpoints_are_known_with_the_attempts_that_wrote_them()
    {
        var state = After(
            Assigned(Unit(0)),
            new EpochCompleted(Unit(0), new Attempt(1), Epoch(0)),
            new EpochCompleted(Unit(0), new Attempt(1), Epoch(1)),
            Assigned(Unit(0), 2),
            new EpochCompleted(Unit(0), new Attempt(2), Epoch(2)));

        Assert.Equal<Checkpoint>(
            [new(new Attempt(1), 1, Epoch(1).Checkpoint!), new(new Attempt(2), 2, Epoch(2).Checkpoint!)], state.Units[Unit(0)].Checkpoints);
        Assert.Equal<Checkpoint>(
            [new(new Attempt(1), 0, Epoch(0).Checkpoint!), new(new Attempt(3), 1, Epoch(1).Checkpoint!)],
            After(
                Assigned(Unit(0)),
                new EpochCompleted(Unit(0), new Attempt(1), Epoch(0)),
                new EpochCompleted(Unit(0), new Attempt(1), Epoch(1)),
                Assigned(Unit(0), 3),
                new EpochCompleted(Unit(0), new Attempt(3), Epoch(1))).Units[Unit(0)].Checkpoints);
    }

    [Fact]
    public void Epochs_without_checkpoints_are_done_and_leave_the_last_checkpoint_where_it_is()
    {
        var state = After(
            Assigned(Unit(0)),
            new EpochCompleted(Unit(0), new Attempt(1), Epoch(0)),
            new EpochCompleted(Unit(0), new Attempt(1), Epoch(1).Figures()),
            new EpochCompleted(Unit(0), new Attempt(1), Epoch(2).Figures()));

        Assert.Equal(3, state.Units[Unit(0)].History.Length);
        Assert.Equal<Checkpoint>([new(new Attempt(1), 0, Epoch(0).Checkpoint!)], state.Units[Unit(0)].Checkpoints);
    }

    [Fact]
    public void An_epoch_that_is_repeated_with_the_same_figures_is_no_event_unless_it_is_saved()
    {
        var state = After(
            Assigned(Unit(0)),
            new EpochCompleted(Unit(0), new Attempt(1), Epoch(0)),
            new EpochCompleted(Unit(0), new Attempt(1), Epoch(1).Figures()),
            new EpochCompleted(Unit(0), new Attempt(1), Epoch(2).Figures()),
            Assigned(Unit(0), 2));
        var report = new ReportEpoch(Unit(0), new Attempt(2), Epoch(1).Figures());
        Assert.Equal(DecisionKind.Repeated, state.Decide(report).Kind);

        var saved = Only(state.Decide(report with { Report = Epoch(1) }));
        var after = state.Apply(saved);

        Assert.Equal(new EpochSaved(Unit(0), new Attempt(2), 1, Epoch(1).Checkpoint!), saved);
        Assert.Equal(state.Units[Unit(0)].History, after.Units[Unit(0)].History);
        Assert.Equal<Checkpoint>(
            [new(new Attempt(1), 0, Epoch(0).Checkpoint!), new(new Attempt(2), 1, Epoch(1).Checkpoint!)], after.Units[Unit(0)].Checkpoints);
        Assert.Equal(DecisionKind.Repeated, after.Decide(report with { Report = Epoch(1) }).Kind);
    }
}
