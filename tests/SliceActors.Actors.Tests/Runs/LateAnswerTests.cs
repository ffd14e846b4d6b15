using Akka.Actor;
using Akka.TestKit;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.States;
using SliceActors.Testing;
using static SliceActors.Actors.Messages.FoldMessages;
using static SliceActors.Actors.Messages.RunMessages;
using static SliceActors.Runs.Messages.NodeMessages;
using static SliceActors.Runs.Messages.RegistryMessages;
using static SliceActors.Runs.Messages.ResultMessages;
using static SliceActors.Runs.Messages.TrainerMessages;

namespace SliceActors.Actors.Tests.Runs;

/// <summary>A node that answers what it was asked to write only after the same was asked anew, of a unit that was trained again.</summary>
public sealed class LateAnswerTests : SupervisorTest
{
    private readonly TestProbe node;

    public LateAnswerTests()
    {
        Submission = TestStudy.Submission(slices: 1);
        node = CreateTestProbe("node");
    }

    [Fact]
    public void Units_that_were_moved_before_they_were_trained_again_are_no_reason_to_merge()
    {
        var supervisor = StartOnNode();
        Break(supervisor, NextUnit(supervisor));
        var earlier = node.ExpectMsg<PublishUnits>();
        TryAgain(supervisor);
        Complete(supervisor, NextUnit(supervisor));
        var later = node.ExpectMsg<PublishUnits>();

        supervisor.Tell(new UnitsPublished(Submission.Run, earlier.Units), node);
        View(supervisor);
        Assert.False(Votes.HasMessages);
        supervisor.Tell(new UnitsPublished(Submission.Run, later.Units), node);
        Assert.Single(Votes.ExpectMsg<MergeVote>().Completed);
    }

    [Fact]
    public void The_summary_of_folds_that_were_merged_anew_does_not_end_the_run()
    {
        var supervisor = StartOnNode();
        Break(supervisor, NextUnit(supervisor));
        var earlier = Merge(supervisor, Summary(0) with { MissingSlices = [new SliceIndex(10)] });
        TryAgain(supervisor);
        Complete(supervisor, NextUnit(supervisor));
        var later = Merge(supervisor, Summary(0));

        supervisor.Tell(Written(earlier), node);
        Assert.Equal(RunPhase.Running, View(supervisor).Phase);
        supervisor.Tell(Written(later), node);
        Assert.Equal(RunPhase.Completed, View(supervisor).Phase);
    }

    private static SummaryWritten Written(WriteSummary write) => new(write.Run, FoldSummary.Digest(write.Folds));

    private IActorRef StartOnNode()
    {
        var supervisor = StartSubmitted();
        supervisor.Tell(new NodeBegan("node", [], IsNew: true), node);
        return supervisor;
    }

    private UnitAttempt NextUnit(IActorRef supervisor)
    {
        supervisor.Tell(new SlotGranted("node", 0, 1), node);
        return node.ExpectMsg<TrainUnit>().Unit;
    }

    private void Break(IActorRef supervisor, UnitAttempt unit)
    {
        supervisor.Tell(new UnitBroken(unit, "no memory", FailureCause.Incident), Client);
        Client.ExpectMsg<UnitSettled>();
    }

    private void TryAgain(IActorRef supervisor)
    {
        supervisor.Tell(new GoOnWithRun(Submission, RetryFailed: true), Client);
        Client.ExpectMsg<RunAccepted>();
    }

    /// <summary>Moves what there is to its place, and merges it.</summary>
    /// <returns>What the node was asked for then.</returns>
    private WriteSummary Merge(IActorRef supervisor, FoldSummary summary)
    {
        supervisor.Tell(new UnitsPublished(Submission.Run, node.ExpectMsg<PublishUnits>().Units), node);
        Votes.ExpectMsg<MergeVote>();
        Votes.Reply(new VoteDone(summary));
        return node.ExpectMsg<WriteSummary>();
    }
}
