using Akka.Actor;
using Akka.TestKit;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.States;
using SliceActors.Testing;
using static SliceActors.Actors.Messages.RunMessages;
using static SliceActors.Runs.Messages.NodeMessages;
using static SliceActors.Runs.Messages.RegistryMessages;
using static SliceActors.Runs.Messages.ResultMessages;
using static SliceActors.Runs.Messages.TrainerMessages;

namespace SliceActors.Actors.Tests.Runs;

/// <summary>Messages between a supervisor and a node, of which some are lost though both live. Time stands still unless a test moves it.</summary>
public sealed class LostMessageTests() : SupervisorTest("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"")
{
    [Fact]
    public void A_unit_that_its_node_does_not_name_is_sent_there_again_with_what_it_has_reached()
    {
        var supervisor = StartSubmitted();
        var node = StartNode(supervisor, 2);
        var (train, named) = (node.ExpectMsg<TrainUnit>(), node.ExpectMsg<TrainUnit>());
        supervisor.Tell(new EpochFinished(train.Unit, TestStudy.Epoch(0)), Client);
        Client.ExpectMsg<EpochRecorded>();
        PassTime();
        Registry.FishForMessage<GetInHand>(get => get.Nodes.SetEquals(["node"]));

        supervisor.Tell(new NodeBegan("node", [named.Unit], IsNew: false), Agent(node));
        Same.Content(train with { Checkpoints = [new Checkpoint(new Attempt(1), 0, TestStudy.Epoch(0).Checkpoint!)] }, node.ExpectMsg<TrainUnit>());
        supervisor.Tell(new NodeBegan("node", [train.Unit, named.Unit], IsNew: false), Agent(node));
        View(supervisor);
        Assert.False(node.HasMessages);
    }

    [Fact]
    public void A_unit_that_has_ended_and_that_nobody_told_of_goes_out_as_a_new_attempt()
    {
        var supervisor = StartSubmitted();
        var node = StartNode(supervisor, 1);
        var unit = node.ExpectMsg<TrainUnit>().Unit;
        supervisor.Tell(new NodeBegan("node", [], IsNew: false), Agent(node));
        Assert.Equal(unit, node.ExpectMsg<TrainUnit>().Unit);
        supervisor.Tell(new UnitStopped(unit), Agent(node));
        Grant(supervisor, node);
        Assert.Equal(unit with { Attempt = new Attempt(2) }, node.ExpectMsg<TrainUnit>().Unit);
    }

    [Fact]
    public void Nothing_is_sent_again_to_the_nodes_of_a_run_that_was_stopped()
    {
        var supervisor = StartSubmitted();
        var node = StartNode(supervisor, 1);
        node.ExpectMsg<TrainUnit>();
        supervisor.Tell(new StopRun(Submission.Run), Client);
        node.ExpectMsg<StopUnits>();
        supervisor.Tell(new NodeBegan("node", [], IsNew: false), Agent(node));
        View(supervisor);
        Assert.False(node.HasMessages);
    }

    [Fact]
    public void A_node_that_does_not_answer_is_told_to_stop_again_until_it_has_stopped_or_the_run_goes_on()
    {
        var supervisor = StartSubmitted();
        var (node, other, person) = (StartNode(supervisor, 1), StartNode(supervisor, 1), CreateTestProbe());
        node.ExpectMsg<TrainUnit>();
        var unit = other.ExpectMsg<TrainUnit>().Unit;
        supervisor.Tell(new StopRun(Submission.Run), person);
        node.ExpectMsg<StopUnits>();
        other.ExpectMsg<StopUnits>();
        supervisor.Tell(new UnitsStopped(Submission.Run), Agent(node));
        View(supervisor);
        PassTime();
        other.ExpectMsg<StopUnits>();

        supervisor.Tell(new GoOnWithRun(Submission, RetryFailed: false), Client);
        Client.ExpectMsg<RunAccepted>();
        person.ExpectMsg<RunAccepted>();
        Grant(supervisor, node);
        Grant(supervisor, other);
        Assert.Equal(unit with { Attempt = new Attempt(2) }, other.ExpectMsg<TrainUnit>().Unit);
        PassTime();
        View(supervisor);
        Assert.False(other.HasMessages);
        node.ExpectMsg<TrainUnit>();
        Assert.False(node.HasMessages);
    }

    [Fact]
    public void A_run_that_no_node_can_write_ends_although_they_go_on_saying_what_they_train()
    {
        var supervisor = StartSubmitted();
        var node = StartNode(supervisor, 1);
        var unit = node.ExpectMsg<TrainUnit>().Unit;
        StartNode(supervisor, 0);
        supervisor.Tell(new WritingBroken(Submission.Run, "node", "disk full", TroubleKind.Storage), ActorRefs.NoSender);
        supervisor.Tell(new NodeBegan("node", [unit], IsNew: false), Agent(node));
        supervisor.Tell(new WritingBroken(Submission.Run, "node-1", "disk full", TroubleKind.Storage), ActorRefs.NoSender);
        Assert.Equal(RunPhase.Failed, View(supervisor).Phase);
    }

    private void PassTime() => ((TestScheduler)Sys.Scheduler).Advance(TimeSpan.FromSeconds(5));
}
