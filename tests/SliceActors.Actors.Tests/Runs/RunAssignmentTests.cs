using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using SliceActors.Runs.Plans;
using SliceActors.Testing;
using static SliceActors.Runs.Messages.NodeMessages;
using static SliceActors.Runs.Messages.RegistryMessages;
using static SliceActors.Runs.Messages.TrainerMessages;

namespace SliceActors.Actors.Tests.Runs;

public sealed class RunAssignmentTests : SupervisorTest
{
    [Fact]
    public void Units_go_out_in_order_and_never_more_than_there_are_free_slots()
    {
        Submission = TestStudy.Submission(slices: 2, folds: 2);
        var supervisor = StartSubmitted();
        var node = StartNode(supervisor, 3);
        foreach (var expected in new[] { TestStudy.Unit(0), TestStudy.Unit(1), TestStudy.Unit(0, fold: 1) })
        {
            Assert.Equal(new UnitAttempt(Submission.Run, expected, new Attempt(1)), node.ExpectMsg<TrainUnit>().Unit);
        }

        // An offer that was sent before the units arrived names slots that are taken.
        Offer(supervisor, node, 3, 3);
        Assert.Equal(3, View(supervisor).Running.Length);
        Assert.False(node.HasMessages);
    }

    [Fact]
    public void A_node_is_told_everything_that_it_needs_to_train()
    {
        var node = StartNode(StartSubmitted(), 1);
        var train = node.ExpectMsg<TrainUnit>();
        Same.Content(Submission.Spec, train.Spec);
        Same.Content(Submission.Plan.Folds[0], train.Fold);
        Same.Content(new StudyData(Submission.Plan.Images, Submission.ImageDigests, Submission.Plan.Slices), train.Data);
        Assert.Equal(new TrainingUnit(TestStudy.Unit(0), new SliceRange(new SliceIndex(10), 1)), train.Work);
        Assert.Equal(Submission.OutputDirectory, train.OutputDirectory);
        Assert.Empty(train.History);
    }

    [Fact]
    public void A_settled_unit_makes_room_for_the_next_one()
    {
        var supervisor = StartSubmitted();
        var node = StartNode(supervisor, 1);
        Complete(supervisor, node.ExpectMsg<TrainUnit>().Unit);
        Offer(supervisor, node, 1, 1);
        Assert.Equal(TestStudy.Unit(1), node.ExpectMsg<TrainUnit>().Unit.Unit);
    }

    [Fact]
    public void A_unit_whose_slot_was_taken_goes_out_again_as_a_new_attempt()
    {
        var supervisor = StartSubmitted();
        var node = StartNode(supervisor, 1);
        supervisor.Tell(new SlotTaken(node.ExpectMsg<TrainUnit>().Unit), node);
        Offer(supervisor, node, 1, 1);
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
        Kill(lost);

        var again = StartNode(supervisor, 1).ExpectMsg<TrainUnit>();
        Assert.Equal(first.Unit with { Attempt = new Attempt(2) }, again.Unit);
        Assert.Equal([TestStudy.Epoch(0)], again.History.AsEnumerable());
    }

    [Fact]
    public void The_same_submission_twice_is_one_run()
    {
        var supervisor = StartSubmitted();
        supervisor.Tell(new SubmitRun(Submission), Client);
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
    public void A_node_is_told_which_units_are_completed_when_it_joins()
    {
        var supervisor = StartSubmitted();
        var node = StartNode(supervisor, 1);
        Complete(supervisor, node.ExpectMsg<TrainUnit>().Unit);
        var tidy = StartNode(supervisor, 1).ExpectMsg<TidyUnits>();
        Assert.Equal([TestStudy.Unit(0)], tidy.Units.AsEnumerable());
        Assert.Equal(Submission.OutputDirectory, tidy.OutputDirectory);
    }
}
