using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.States;
using SliceActors.Testing;
using static SliceActors.Actors.Messages.FoldMessages;
using static SliceActors.Runs.Messages.NodeMessages;
using static SliceActors.Runs.Messages.RegistryMessages;
using static SliceActors.Runs.Messages.TrainerMessages;

namespace SliceActors.Actors.Tests.Runs;

public sealed class RunInterruptionTests : SupervisorTest
{
    [Fact]
    public void A_cancelled_run_is_answered_when_every_node_has_stopped()
    {
        var supervisor = StartSubmitted();
        var (one, other, person) = (StartNode(supervisor, 1), StartNode(supervisor, 1), CreateTestProbe());
        one.ExpectMsg<TrainUnit>();
        other.ExpectMsg<TrainUnit>();
        supervisor.Tell(new StopRun(Submission.Run), person);
        one.ExpectMsg(new StopUnits(Submission.Run));
        other.ExpectMsg(new StopUnits(Submission.Run));
        supervisor.Tell(new UnitsStopped(Submission.Run), Agent(one));
        Assert.Equal(RunPhase.Cancelled, View(supervisor).Phase);
        Assert.False(person.HasMessages);

        // A node that dies has stopped, too.
        Lose(supervisor, other);
        person.ExpectMsg<RunAccepted>();
        Grant(supervisor, one);
        View(supervisor);
        Assert.False(one.HasMessages);
    }

    [Fact]
    public void A_unit_that_finishes_while_the_run_is_cancelled_keeps_its_checkpoints()
    {
        var supervisor = StartSubmitted();
        var node = StartNode(supervisor, 1);
        var unit = node.ExpectMsg<TrainUnit>().Unit;
        supervisor.Tell(new StopRun(Submission.Run), Client);
        node.ExpectMsg<StopUnits>();
        var trainer = CreateTestProbe();
        supervisor.Tell(new UnitFinished(unit, TestStudy.Outcome(unit.Unit)), trainer);
        Assert.Equal(new UnitSettled(unit, IsLeftOver: false), trainer.ExpectMsg<UnitSettled>());
    }

    [Fact]
    public void A_cancelled_run_goes_on_after_a_resume()
    {
        var supervisor = StartSubmitted();
        var node = StartNode(supervisor, 1);
        var unit = node.ExpectMsg<TrainUnit>().Unit;
        supervisor.Tell(new StopRun(Submission.Run), Client);
        node.ExpectMsg<StopUnits>();
        supervisor.Tell(new UnitsStopped(Submission.Run), Agent(node));
        Client.ExpectMsg<RunAccepted>();

        supervisor.Tell(new GoOnWithRun(Submission, RetryFailed: false), Client);
        Client.ExpectMsg<RunAccepted>();
        Grant(supervisor, node);
        Assert.Equal(unit with { Attempt = new Attempt(2) }, node.ExpectMsg<TrainUnit>().Unit);
    }

    [Fact]
    public void A_run_that_crashed_before_its_vote_has_it_merged_once_only()
    {
        CrashBeforeTheVote();

        var supervisor = Start();
        supervisor.Tell(new GoOnWithRun(Submission, RetryFailed: false), Client);
        Client.ExpectMsg<RunAccepted>();
        StartNode(supervisor, 0);
        Votes.ExpectMsg<MergeVote>();
        View(supervisor);
        Assert.False(Votes.HasMessages);

        Votes.Reply(new VoteDone(Summary(0)));
        Assert.Equal(RunPhase.Completed, ViewOnceOver(supervisor).Phase);
        Assert.False(Votes.HasMessages);
    }

    [Fact]
    public void A_run_goes_on_where_its_journal_ends_after_a_crash()
    {
        var before = StartSubmitted();
        var node = StartNode(before, 2);
        var (first, second) = (node.ExpectMsg<TrainUnit>().Unit, node.ExpectMsg<TrainUnit>().Unit);
        Complete(before, first);
        for (var epoch = 0; epoch < 2; epoch++)
        {
            before.Tell(new EpochFinished(second, TestStudy.Epoch(epoch)), Client);
            Client.ExpectMsg<EpochRecorded>();
        }

        Kill(before);
        var supervisor = Start();
        supervisor.Tell(new GoOnWithRun(Submission, RetryFailed: false), Client);
        Assert.False(Client.ExpectMsg<RunAccepted>().Known);
        var survivor = StartNode(supervisor, 1);
        var train = survivor.ExpectMsg<TrainUnit>();
        Assert.Equal(second with { Attempt = new Attempt(2) }, train.Unit);
        Assert.Equal(
            [new Checkpoint(new Attempt(1), 0, TestStudy.Epoch(0).Checkpoint!), new Checkpoint(new Attempt(1), 1, TestStudy.Epoch(1).Checkpoint!)],
            train.Checkpoints.AsEnumerable());
    }

    [Fact]
    public void A_crash_between_the_last_unit_and_the_vote_only_delays_the_vote()
    {
        CrashBeforeTheVote();

        var supervisor = Start();
        StartNode(supervisor, 0);
        Votes.ExpectMsg<MergeVote>();
        Votes.Reply(new VoteDone(Summary(0)));
        Assert.Equal(RunPhase.Completed, ViewOnceOver(supervisor).Phase);
    }

    [Fact]
    public void A_run_that_its_journal_does_not_know_yet_is_started_by_a_resume()
    {
        var supervisor = Start();
        supervisor.Tell(new GoOnWithRun(Submission, RetryFailed: false), Client);
        Assert.False(Client.ExpectMsg<RunAccepted>().Known);
        StartNode(supervisor, 1).ExpectMsg<TrainUnit>();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Failed_units_are_tried_again_when_asked_for(bool retry)
    {
        Submission = TestStudy.Submission(slices: 1);
        var supervisor = StartSubmitted();
        var node = StartNode(supervisor, 1);
        var unit = node.ExpectMsg<TrainUnit>().Unit;
        supervisor.Tell(new UnitBroken(unit, "no memory", FailureCause.Incident), Client);
        Client.ExpectMsg<UnitSettled>();
        Assert.Empty(Votes.ExpectMsg<MergeVote>().Completed);
        Votes.Reply(new VoteDone(Summary(0)));
        Assert.Equal(RunPhase.CompletedWithFailedUnits, ViewOnceOver(supervisor).Phase);

        supervisor.Tell(new GoOnWithRun(Submission, retry), Client);
        Assert.Equal(!retry, Client.ExpectMsg<RunAccepted>().Known);
        Grant(supervisor, node);
        if (retry)
        {
            Assert.Equal(unit with { Attempt = new Attempt(2) }, node.ExpectMsg<TrainUnit>().Unit);
        }
        else
        {
            Assert.Equal(RunPhase.CompletedWithFailedUnits, ViewOnceOver(supervisor).Phase);
            Assert.False(node.HasMessages);
        }
    }

    [Fact]
    public void A_run_that_is_over_cannot_be_cancelled()
    {
        Submission = TestStudy.Submission(slices: 1);
        var supervisor = StartSubmitted();
        Complete(supervisor, StartNode(supervisor, 1).ExpectMsg<TrainUnit>().Unit);
        Votes.ExpectMsg<MergeVote>();
        Votes.Reply(new VoteDone(Summary(0)));
        ViewOnceOver(supervisor);
        supervisor.Tell(new StopRun(Submission.Run), Client);
        Client.ExpectMsg<Refused>();
    }

    /// <summary>A run of one network, which ended, and whose vote was asked for when the supervisor died.</summary>
    private void CrashBeforeTheVote()
    {
        Submission = TestStudy.Submission(slices: 1);
        var before = StartSubmitted();
        Complete(before, StartNode(before, 1).ExpectMsg<TrainUnit>().Unit);
        Votes.ExpectMsg<MergeVote>();
        Kill(before);
    }
}
