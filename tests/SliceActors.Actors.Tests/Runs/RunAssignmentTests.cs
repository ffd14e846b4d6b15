using Akka.Actor;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.States;
using SliceActors.Testing;
using static SliceActors.Actors.Messages.RunMessages;
using static SliceActors.Runs.Messages.NodeMessages;
using static SliceActors.Runs.Messages.RegistryMessages;
using static SliceActors.Runs.Messages.TrainerMessages;

namespace SliceActors.Actors.Tests.Runs;

public sealed class RunAssignmentTests : SupervisorTest
{
    [Fact]
    public void Units_go_out_in_order_and_one_for_each_slot_that_was_granted()
    {
        Submission = TestStudy.Submission(slices: 2, folds: 2);
        var supervisor = StartSubmitted();
        var node = StartNode(supervisor, 3);
        foreach (var expected in new[] { TestStudy.Unit(0), TestStudy.Unit(1), TestStudy.Unit(0, fold: 1) })
        {
            Assert.Equal(new UnitAttempt(Submission.Run, expected, new Attempt(1)), node.ExpectMsg<TrainUnit>().Unit);
        }

        Assert.Equal(3, View(supervisor).Running.Length);
        Assert.False(node.HasMessages);
    }

    [Fact]
    public void A_node_is_told_which_study_of_which_folder_it_trains()
    {
        var train = StartNode(StartSubmitted(), 1).ExpectMsg<TrainUnit>();
        Assert.Equal(Submission.Spec.Digest(), train.Study);
        Assert.Equal(Submission.OutputDirectory, train.Folder);
        Assert.Equal(0, train.Slot);
        Assert.Empty(train.Checkpoints);
    }

    [Fact]
    public void A_slot_that_no_unit_waits_for_is_given_back()
    {
        Submission = TestStudy.Submission(slices: 1);
        var supervisor = StartSubmitted();
        var node = StartNode(supervisor, 2);
        node.ExpectMsg<TrainUnit>();
        Registry.FishForMessage<SlotReturned>(returned => returned.Slot == new SlotGranted("node", 1, 2));
        Assert.Equal(0, Wanted(supervisor));
    }

    [Fact]
    public void A_settled_unit_makes_room_for_the_next_one()
    {
        var supervisor = StartSubmitted();
        var node = StartNode(supervisor, 1);
        Complete(supervisor, node.ExpectMsg<TrainUnit>().Unit);
        Grant(supervisor, node);
        Assert.Equal(TestStudy.Unit(1), node.ExpectMsg<TrainUnit>().Unit.Unit);
    }

    [Fact]
    public void A_unit_whose_slot_was_taken_goes_out_again_as_a_new_attempt()
    {
        var supervisor = StartSubmitted();
        var node = StartNode(supervisor, 1);
        supervisor.Tell(new SlotTaken(node.ExpectMsg<TrainUnit>().Unit), node);
        Registry.FishForMessage<SlotReturned>(returned => returned.Slot == new SlotGranted("node", 0, 1));
        Grant(supervisor, node);
        Assert.Equal(new UnitAttempt(Submission.Run, TestStudy.Unit(0), new Attempt(2)), node.ExpectMsg<TrainUnit>().Unit);
    }

    [Fact]
    public void The_units_of_a_lost_node_go_to_another_one_with_what_they_have_reached()
    {
        var supervisor = StartSubmitted();
        var lost = StartNode(supervisor, 1);
        var first = lost.ExpectMsg<TrainUnit>();
        supervisor.Tell(new EpochFinished(first.Unit, TestStudy.Epoch(0)), Client);
        Client.ExpectMsg<EpochRecorded>();
        Lose(supervisor, lost);

        var again = StartNode(supervisor, 1).ExpectMsg<TrainUnit>();
        Assert.Equal(first.Unit with { Attempt = new Attempt(2) }, again.Unit);
        Assert.Equal([new Checkpoint(new Attempt(1), 0, TestStudy.Epoch(0).Checkpoint!)], again.Checkpoints.AsEnumerable());
    }

    [Fact]
    public void The_same_submission_twice_is_one_run()
    {
        var supervisor = StartSubmitted();
        supervisor.Tell(new OpenRun(Submission), Client);
        Assert.Equal(new RunAccepted(Submission.Run, Known: true), Client.ExpectMsg<RunAccepted>());
        Assert.Equal(3, View(supervisor).Folds[0].Waiting);
    }

    [Fact]
    public void A_run_that_was_never_submitted_is_refused()
    {
        Start().Tell(new GetRun(Submission.Run), Client);
        Assert.Contains(Submission.Run.Value, Client.ExpectMsg<Refused>().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_that_began_anew_has_only_the_units_that_it_says()
    {
        var supervisor = StartSubmitted();
        var node = StartNode(supervisor, 2);
        var (kept, lost) = (node.ExpectMsg<TrainUnit>().Unit, node.ExpectMsg<TrainUnit>().Unit);
        supervisor.Tell(new NodeBegan("node", [kept], IsNew: true), node);
        Grant(supervisor, node, 1);
        Assert.Equal(lost with { Attempt = new Attempt(2) }, node.ExpectMsg<TrainUnit>().Unit);
    }

    [Fact]
    public void The_units_of_a_node_that_is_back_in_time_stay_with_it()
    {
        Submission = TestStudy.Submission(slices: 2);
        Patience = Endless;
        var supervisor = StartSubmitted();
        var node = StartNode(supervisor, 2);
        var (kept, lost) = (node.ExpectMsg<TrainUnit>().Unit, node.ExpectMsg<TrainUnit>().Unit);
        supervisor.Tell(new NodeLost("node"), ActorRefs.NoSender);
        var other = StartNode(supervisor, 1);
        View(supervisor);
        Assert.False(other.HasMessages);

        supervisor.Tell(new NodeBegan("node", [kept], IsNew: true), Agent(node));
        Grant(supervisor, other);
        Assert.Equal(lost with { Attempt = new Attempt(2) }, other.ExpectMsg<TrainUnit>().Unit);
        Complete(supervisor, kept);
    }

    [Fact]
    public void A_node_at_the_address_of_one_before_it_ends_the_waiting_for_that()
    {
        Submission = TestStudy.Submission(slices: 2);
        Patience = Endless;
        var supervisor = StartSubmitted();
        var killed = StartNode(supervisor, 1, "alpha:4053-6ae0c8f1aaaaaa");
        var other = StartNode(supervisor, 1, "beta:4053-6ae0c8f1bbbbbb");
        var (lost, kept) = (killed.ExpectMsg<TrainUnit>().Unit, other.ExpectMsg<TrainUnit>().Unit);

        var successor = StartNode(supervisor, 1, "alpha:4053-6ae0c90012345f");

        Assert.Equal(lost with { Attempt = new Attempt(2) }, successor.ExpectMsg<TrainUnit>().Unit);
        Complete(supervisor, kept);

        // A last word of the process before it changes nothing.
        supervisor.Tell(new NodeBegan("alpha:4053-6ae0c8f1aaaaaa", [], IsNew: true), Agent(killed));
        Complete(supervisor, lost with { Attempt = new Attempt(2) });
    }

    [Fact]
    public void A_supervisor_that_was_started_again_does_not_wait_for_a_node_whose_address_another_has()
    {
        Submission = TestStudy.Submission(slices: 1);
        Patience = Endless;
        var before = StartSubmitted();
        var lost = StartNode(before, 1, "alpha:4053-6ae0c8f1aaaaaa").ExpectMsg<TrainUnit>().Unit;
        Kill(before);

        Assert.Equal(lost with { Attempt = new Attempt(2) }, StartNode(Start(), 1, "alpha:4053-6ae0c90012345f").ExpectMsg<TrainUnit>().Unit);
    }

    [Fact]
    public void A_run_does_not_fail_for_want_of_nodes_while_one_that_can_train_is_only_away()
    {
        Submission = TestStudy.Submission(slices: 2);
        Patience = Endless;
        var supervisor = StartSubmitted();
        var unit = StartNode(supervisor, 1).ExpectMsg<TrainUnit>().Unit;
        supervisor.Tell(new UnitDeclined(unit, "the images cannot be read", TroubleKind.Storage), Client);
        Client.ExpectMsg<UnitSettled>();
        StartNode(supervisor, 1).ExpectMsg<TrainUnit>();
        supervisor.Tell(new NodeLost("node-1"), ActorRefs.NoSender);
        supervisor.Tell(new NoNodeLeft(), ActorRefs.NoSender);
        Assert.Equal(RunPhase.Running, View(supervisor).Phase);
    }

    [Fact]
    public void A_supervisor_that_is_started_again_leaves_units_to_the_nodes_that_train_them()
    {
        Submission = TestStudy.Submission(slices: 2);
        Patience = Endless;
        var before = StartSubmitted();
        var node = StartNode(before, 2);
        var (kept, lost) = (node.ExpectMsg<TrainUnit>().Unit, node.ExpectMsg<TrainUnit>().Unit);
        Kill(before);

        var supervisor = Start();
        Assert.Equal(0, Wanted(supervisor));
        supervisor.Tell(new NodeBegan("node", [kept], IsNew: false), Agent(node));
        Grant(supervisor, node, 1);
        Assert.Equal(lost with { Attempt = new Attempt(2) }, node.ExpectMsg<TrainUnit>().Unit);
        Complete(supervisor, kept);
    }

    [Fact]
    public void A_run_that_is_told_to_go_on_leaves_units_to_nodes_that_are_waited_for()
    {
        Submission = TestStudy.Submission(slices: 1);
        Patience = Endless;
        var before = StartSubmitted();
        var node = StartNode(before, 1);
        var unit = node.ExpectMsg<TrainUnit>().Unit;
        Kill(before);

        var supervisor = Start();
        supervisor.Tell(new GoOnWithRun(Submission, RetryFailed: false), Client);
        Assert.Equal(new RunAccepted(Submission.Run, Known: true), Client.ExpectMsg<RunAccepted>());
        Assert.Equal(0, Wanted(supervisor));
        supervisor.Tell(new NodeBegan("node", [unit], IsNew: false), Agent(node));
        Complete(supervisor, unit);
    }

    [Fact]
    public void A_node_that_cannot_train_is_set_aside_and_the_run_goes_on_elsewhere()
    {
        var supervisor = StartSubmitted();
        var node = StartNode(supervisor, 1);
        var unit = node.ExpectMsg<TrainUnit>().Unit;
        supervisor.Tell(new UnitDeclined(unit, "the images cannot be read", TroubleKind.Storage), Client);
        Assert.Equal(new UnitSettled(unit, IsLeftOver: false), Client.ExpectMsg<UnitSettled>());
        Registry.FishForMessage<SlotsWanted>(wanted => wanted.Avoided.Keys.SequenceEqual(["node"]) && wanted.Count == 3);
        Grant(supervisor, node);
        Registry.FishForMessage<SlotReturned>(_ => true);

        Assert.Equal(unit with { Attempt = new Attempt(2) }, StartNode(supervisor, 1).ExpectMsg<TrainUnit>().Unit);
        Assert.Equal(RunPhase.Running, View(supervisor).Phase);
        Assert.False(node.HasMessages);
    }

    [Fact]
    public void A_run_that_every_node_declined_fails_with_their_reasons()
    {
        var supervisor = StartSubmitted();
        foreach (var reason in new[] { "no images", "no results folder" })
        {
            supervisor.Tell(new UnitDeclined(StartNode(supervisor, 1).ExpectMsg<TrainUnit>().Unit, reason, TroubleKind.Storage), Client);
            Client.ExpectMsg<UnitSettled>();
        }

        supervisor.Tell(new NoNodeLeft(), Registry);
        var view = View(supervisor);
        Assert.Equal((RunPhase.Failed, TroubleKind.Storage), (view.Phase, view.Failure!.Cause));
        Assert.Equal("No node can train this run. node: no images node-1: no results folder", view.Failure.Reason);
    }
}
