using SliceActors.Actors.Tests.Support;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Events;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using SliceActors.Runs.Queries;
using SliceActors.Runs.States;
using SliceActors.Testing;
using static SliceActors.Actors.Messages.FoldMessages;
using static SliceActors.Actors.Messages.RunMessages;
using static SliceActors.Runs.Messages.NodeMessages;
using static SliceActors.Runs.Messages.RegistryMessages;
using static SliceActors.Runs.Messages.TrainerMessages;

namespace SliceActors.Actors.Tests.Runs;

/// <summary>What trainers report to a run.</summary>
public sealed class RunReportTests : SupervisorTest
{
    [Fact]
    public async Task An_epoch_is_answered_only_after_it_is_stored()
    {
        var supervisor = StartSubmitted();
        var unit = StartNode(supervisor, 1).ExpectMsg<TrainUnit>().Unit;
        View(supervisor);
        var trainer = CreateTestProbe();
        var gate = GatedJournal.CloseGate(Sys);
        supervisor.Tell(new EpochFinished(unit, TestStudy.Epoch(0)), trainer);
        await gate.Arrived.Task;
        Assert.False(trainer.HasMessages);

        gate.Opened.SetResult();
        Assert.Equal(new EpochRecorded(unit, 0), trainer.ExpectMsg<EpochRecorded>());
        Assert.Equal(1, View(supervisor).EpochsDone);
    }

    [Fact]
    public async Task What_is_reported_while_the_journal_writes_is_stored_in_one_transaction_and_answered_after_it()
    {
        Submission = TestStudy.Submission(slices: 40);
        var supervisor = StartSubmitted();
        var node = StartNode(supervisor, 40);
        var units = Enumerable.Range(0, 40).Select(_ => node.ExpectMsg<TrainUnit>().Unit).ToList();
        View(supervisor);
        var gate = GatedJournal.CloseGate(Sys);
        supervisor.Tell(new EpochFinished(units[0], TestStudy.Epoch(0)), Client);
        await gate.Arrived.Task;
        foreach (var unit in units.Skip(1))
        {
            supervisor.Tell(new EpochFinished(unit, TestStudy.Epoch(0)), Client);
        }

        supervisor.Tell(new EpochFinished(units[1], TestStudy.Epoch(0)), Client);
        var before = GatedJournal.SizesOf(Sys).Count;
        Assert.False(Client.HasMessages);
        gate.Opened.SetResult();

        var answered = Enumerable.Range(0, 41).Select(_ => Client.ExpectMsg<EpochRecorded>().Unit).ToList();
        Assert.Equal([.. units, units[1]], answered);
        Assert.Equal([1, 39], GatedJournal.SizesOf(Sys).Skip(before));
        Assert.Equal(40, View(supervisor).EpochsDone);
    }

    [Fact]
    public async Task A_report_that_waits_for_others_is_dropped_when_the_run_is_stopped_before_it_is_stored()
    {
        var supervisor = StartSubmitted();
        var unit = StartNode(supervisor, 1).ExpectMsg<TrainUnit>().Unit;
        View(supervisor);
        var trainer = CreateTestProbe();
        var gate = GatedJournal.CloseGate(Sys);
        supervisor.Tell(new EpochFinished(unit, TestStudy.Epoch(0)), trainer);
        await gate.Arrived.Task;
        supervisor.Tell(new EpochFinished(unit, TestStudy.Epoch(1)), trainer);
        supervisor.Tell(new StopRun(Submission.Run), CreateTestProbe());
        gate.Opened.SetResult();

        Assert.Equal(0, trainer.ExpectMsg<EpochRecorded>().Epoch);
        trainer.ExpectMsg<UnitSettled>();
        Assert.Equal((RunPhase.Cancelled, 1), (View(supervisor).Phase, View(supervisor).EpochsDone));
    }

    [Fact]
    public void A_repeated_epoch_is_answered_again_and_counted_once()
    {
        var supervisor = StartSubmitted();
        var unit = StartNode(supervisor, 1).ExpectMsg<TrainUnit>().Unit;
        for (var time = 0; time < 2; time++)
        {
            supervisor.Tell(new EpochFinished(unit, TestStudy.Epoch(0)), Client);
            Client.ExpectMsg<EpochRecorded>();
        }

        Assert.Equal(1, View(supervisor).EpochsDone);
    }

    [Fact]
    public void Reports_of_an_older_attempt_are_counted_and_dropped_and_harm_nobody()
    {
        var supervisor = StartSubmitted();
        var lost = StartNode(supervisor, 1);
        var old = lost.ExpectMsg<TrainUnit>().Unit;
        Lose(supervisor, lost);
        StartNode(supervisor, 1).ExpectMsg<TrainUnit>();

        IWireMessage[] reports =
        [
            new EpochFinished(old, TestStudy.Epoch(0)),
            new UnitFinished(old, TestStudy.Outcome(old.Unit)),
            new UnitBroken(old, "no memory", FailureCause.Incident),
            new UnitDeclined(old, "disk full", TroubleKind.Storage),
        ];
        foreach (var report in reports)
        {
            supervisor.Tell(report, Client);
            Assert.Equal(new UnitSettled(old, IsLeftOver: false), Client.ExpectMsg<UnitSettled>());
        }

        var view = View(supervisor);
        Assert.Equal(reports.Length, view.DroppedReports);
        Assert.Equal(RunPhase.Running, view.Phase);
        Assert.Equal(0, view.EpochsDone);
        Assert.Single(view.Running);
        Assert.False(Votes.HasMessages);
    }

    [Fact]
    public async Task A_unit_is_settled_after_its_end_is_stored()
    {
        var supervisor = StartSubmitted();
        var unit = StartNode(supervisor, 1).ExpectMsg<TrainUnit>().Unit;
        View(supervisor);
        var (trainer, gate) = (CreateTestProbe(), GatedJournal.CloseGate(Sys));
        supervisor.Tell(new UnitFinished(unit, TestStudy.Outcome(unit.Unit)), trainer);
        await gate.Arrived.Task;
        Assert.False(trainer.HasMessages);
        gate.Opened.SetResult();
        trainer.ExpectMsg<UnitSettled>();
    }

    [Fact]
    public void An_attempt_that_comes_after_another_has_finished_is_told_that_its_files_are_of_no_use()
    {
        var supervisor = StartSubmitted();
        var lost = StartNode(supervisor, 1);
        var old = lost.ExpectMsg<TrainUnit>().Unit;
        Lose(supervisor, lost);
        var node = StartNode(supervisor, 1);
        Complete(supervisor, node.ExpectMsg<TrainUnit>().Unit);

        supervisor.Tell(new UnitFinished(old, TestStudy.Outcome(old.Unit)), Client);
        Assert.Equal(new UnitSettled(old, IsLeftOver: true), Client.ExpectMsg<UnitSettled>());
    }

    [Fact]
    public void A_run_is_over_when_its_last_fold_is_merged()
    {
        Submission = TestStudy.Submission(slices: 1, folds: 2);
        var supervisor = StartSubmitted();
        var node = StartNode(supervisor, 2);
        for (var fold = 0; fold < 2; fold++)
        {
            Complete(supervisor, node.ExpectMsg<TrainUnit>().Unit);
            Votes.ExpectMsg<MergeVote>();
            Assert.Equal(RunPhase.Running, View(supervisor).Phase);
            Votes.Reply(new VoteDone(Summary(fold)));
        }

        Assert.Equal(RunPhase.Completed, ViewOnceOver(supervisor).Phase);
    }

    [Fact]
    public void A_finished_unit_that_reports_again_is_answered_again()
    {
        var supervisor = StartSubmitted();
        var unit = StartNode(supervisor, 1).ExpectMsg<TrainUnit>().Unit;
        Complete(supervisor, unit);
        Complete(supervisor, unit);
        var view = View(supervisor);
        Assert.Equal(1, view.Folds[0].Completed);
        Assert.Equal(0, view.DroppedReports);
    }

    [Fact]
    public void A_unit_that_fails_alone_does_not_stop_the_others()
    {
        Submission = TestStudy.Submission(slices: 2);
        var supervisor = StartSubmitted();
        var node = StartNode(supervisor, 2);
        var (first, second) = (node.ExpectMsg<TrainUnit>().Unit, node.ExpectMsg<TrainUnit>().Unit);
        supervisor.Tell(new UnitBroken(first, "the loss is not a number", FailureCause.Divergence), Client);
        Assert.Equal(new UnitSettled(first, IsLeftOver: false), Client.ExpectMsg<UnitSettled>());
        Complete(supervisor, second);
        Assert.Equal([second.Unit], Voting());
        Votes.Reply(new VoteDone(Summary(0)));

        var view = ViewOnceOver(supervisor);
        Assert.Equal(RunPhase.CompletedWithFailedUnits, view.Phase);
        Assert.Equal([new UnitFailure(first.Unit, "the loss is not a number", FailureCause.Divergence)], view.Failures.AsEnumerable());
    }

    [Fact]
    public void A_run_that_its_only_node_declined_ends_with_the_reason_and_is_tried_there_again_after_a_resume()
    {
        var supervisor = StartSubmitted();
        var node = StartNode(supervisor, 2);
        var unit = node.ExpectMsg<TrainUnit>().Unit;
        node.ExpectMsg<TrainUnit>();
        supervisor.Tell(new UnitDeclined(unit, "disk full", TroubleKind.Storage), Client);
        Assert.Equal(new UnitSettled(unit, IsLeftOver: false), Client.ExpectMsg<UnitSettled>());
        supervisor.Tell(new NoNodeLeft(), Registry);
        node.ExpectMsg(new StopUnits(Submission.Run));

        var view = View(supervisor);
        Assert.Equal(RunPhase.Failed, view.Phase);
        Assert.Equal(new RunEvents.RunFailed("disk full", TroubleKind.Storage), view.Failure);

        supervisor.Tell(new GoOnWithRun(Submission, RetryFailed: false), Client);
        Client.ExpectMsg<RunAccepted>();
        supervisor.Tell(new NoNodeLeft(), Registry);
        Grant(supervisor, node);
        Assert.Equal(unit with { Attempt = new Attempt(2) }, node.ExpectMsg<TrainUnit>().Unit);
    }

    [Fact]
    public async Task The_failure_of_a_unit_is_stored_before_anybody_is_told()
    {
        var supervisor = StartSubmitted();
        var unit = StartNode(supervisor, 1).ExpectMsg<TrainUnit>().Unit;
        View(supervisor);
        var (trainer, gate) = (CreateTestProbe(), GatedJournal.CloseGate(Sys));
        supervisor.Tell(new UnitBroken(unit, "no luck", FailureCause.Incident), trainer);
        await gate.Arrived.Task;
        Assert.False(trainer.HasMessages);
        gate.Opened.SetResult();
        trainer.ExpectMsg<UnitSettled>();
    }

    [Fact]
    public void A_late_sign_of_an_older_attempt_is_not_taken_for_one_of_the_present()
    {
        var supervisor = StartSubmitted();
        var unit = StartNode(supervisor, 1).ExpectMsg<TrainUnit>().Unit;
        supervisor.Tell(new BatchFinished(unit, 0, 3, 8), Client);
        supervisor.Tell(new BatchFinished(unit with { Attempt = new Attempt(0) }, 0, 7, 8), Client);
        Assert.Equal(3, Assert.Single(View(supervisor).Running).Batch);
    }

    [Fact]
    public void Progress_inside_an_epoch_is_seen()
    {
        var supervisor = StartSubmitted();
        var unit = StartNode(supervisor, 1).ExpectMsg<TrainUnit>().Unit;
        supervisor.Tell(new BatchFinished(unit, 0, 3, 8), Client);
        Assert.Equal(new RunningUnit(unit.Unit, "node", 0, null, 3, 8), Assert.Single(View(supervisor).Running));
    }
}
