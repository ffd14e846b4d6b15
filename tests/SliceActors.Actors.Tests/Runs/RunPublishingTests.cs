using Akka.Actor;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;
using SliceActors.Runs.States;
using SliceActors.Testing;
using static SliceActors.Actors.Messages.FoldMessages;
using static SliceActors.Actors.Messages.RunMessages;
using static SliceActors.Runs.Messages.NodeMessages;
using static SliceActors.Runs.Messages.RegistryMessages;
using static SliceActors.Runs.Messages.ResultMessages;

namespace SliceActors.Actors.Tests.Runs;

/// <summary>What a run has written into its folder, and by whom.</summary>
public sealed class RunPublishingTests : SupervisorTest
{
    [Fact]
    public void A_fold_is_merged_after_its_last_unit_is_settled()
    {
        Submission = TestStudy.Submission(slices: 2);
        var supervisor = StartSubmitted();
        var node = StartNode(supervisor, 2);
        var (first, second) = (node.ExpectMsg<TrainUnit>().Unit, node.ExpectMsg<TrainUnit>().Unit);
        Complete(supervisor, second);
        Complete(supervisor, first);
        Assert.Equal([first.Unit, second.Unit], Voting());

        Votes.Reply(new VoteDone(Summary(0)));
        var view = ViewOnceOver(supervisor);
        Assert.Equal(RunPhase.Completed, view.Phase);
        Assert.True(view.Folds[0].Merged);
    }

    [Fact]
    public void Tables_that_cannot_be_written_end_the_run_and_are_tried_again_after_a_resume()
    {
        Submission = TestStudy.Submission(slices: 1);
        var supervisor = StartSubmitted();
        Complete(supervisor, StartNode(supervisor, 1).ExpectMsg<TrainUnit>().Unit);
        Votes.ExpectMsg<MergeVote>();
        Votes.Reply(new VoteBroken(new FoldIndex(0), new WritingBroken(Submission.Run, "node", "disk full", TroubleKind.Storage)));
        Assert.Equal(RunPhase.Failed, View(supervisor).Phase);

        supervisor.Tell(new GoOnWithRun(Submission, RetryFailed: false), Client);
        Client.ExpectMsg<RunAccepted>();
        Votes.ExpectMsg<MergeVote>();
        Votes.Reply(new VoteDone(Summary(0)));
        Assert.Equal(RunPhase.Completed, ViewOnceOver(supervisor).Phase);
    }

    [Fact]
    public void What_one_node_cannot_write_another_one_is_asked_for()
    {
        Submission = TestStudy.Submission(slices: 1);
        var supervisor = StartSubmitted();
        Complete(supervisor, StartNode(supervisor, 1).ExpectMsg<TrainUnit>().Unit);
        var first = Votes.ExpectMsg<MergeVote>().Writer;
        var other = StartNode(supervisor, 0);
        Votes.Reply(new VoteBroken(new FoldIndex(0), new WritingBroken(Submission.Run, "node", "disk full", TroubleKind.Storage)));
        Assert.Equal(Agent(other), Votes.FishForMessage<MergeVote>(merge => !merge.Writer.Equals(first)).Writer);
        Votes.Reply(new VoteDone(Summary(0)));
        Assert.Equal(RunPhase.Completed, ViewOnceOver(supervisor).Phase);
    }

    [Fact]
    public void The_node_that_writes_stays_the_same_when_others_come()
    {
        Submission = TestStudy.Submission(slices: 1);
        var supervisor = StartSubmitted();
        var node = StartNode(supervisor, 1, "b");
        Complete(supervisor, node.ExpectMsg<TrainUnit>().Unit);
        Assert.Equal(Agent(node), Votes.ExpectMsg<MergeVote>().Writer);
        StartNode(supervisor, 0, "a");
        Assert.Equal(Agent(node), Votes.ExpectMsg<MergeVote>().Writer);
    }

    [Fact]
    public void What_was_asked_of_a_node_that_is_gone_another_one_is_asked_for()
    {
        Submission = TestStudy.Submission(slices: 1);
        var supervisor = StartSubmitted();
        var node = StartNode(supervisor, 1);
        Complete(supervisor, node.ExpectMsg<TrainUnit>().Unit);
        var first = Votes.ExpectMsg<MergeVote>().Writer;
        Lose(supervisor, node);
        var other = StartNode(supervisor, 0);
        Assert.Equal(Agent(other), Votes.FishForMessage<MergeVote>(merge => !merge.Writer.Equals(first)).Writer);
    }

    [Fact]
    public void A_node_that_writes_and_is_back_in_time_is_asked_again_and_nobody_else_meanwhile()
    {
        Submission = TestStudy.Submission(slices: 1);
        Patience = Endless;
        var supervisor = StartSubmitted();
        var node = StartNode(supervisor, 1);
        StartNode(supervisor, 0);
        Complete(supervisor, node.ExpectMsg<TrainUnit>().Unit);
        var writer = Votes.ExpectMsg<MergeVote>().Writer;
        supervisor.Tell(new NodeLost("node"), ActorRefs.NoSender);
        View(supervisor);
        Assert.False(Votes.HasMessages);

        supervisor.Tell(new NodeBegan("node", [], IsNew: true), Agent(node));
        Assert.Equal(writer, Votes.ExpectMsg<MergeVote>().Writer);
    }

    [Fact]
    public void The_summary_of_the_folds_is_there_when_the_run_is_over()
    {
        using var folder = new TemporaryFolder();
        Submission = TestStudy.Submission(slices: 1, folds: 2, output: folder.Path);
        var supervisor = StartSubmitted();
        var node = StartNode(supervisor, 2);
        for (var fold = 0; fold < 2; fold++)
        {
            Complete(supervisor, node.ExpectMsg<TrainUnit>().Unit);
            Votes.ExpectMsg<MergeVote>();
            Assert.Empty(Directory.GetFiles(folder.Path));
            Votes.Reply(new VoteDone(Scored(fold)));
        }

        Assert.Equal(RunPhase.Completed, ViewOnceOver(supervisor).Phase);
        Assert.Contains("best_loss\ttrain\taccuracy\t2\t1.5\t0.7071067811865476", File.ReadAllLines(folder.File("summary.tsv")));
    }

    [Fact]
    public void A_summary_that_cannot_be_written_stops_the_run_which_a_resume_ends()
    {
        using var folder = new TemporaryFolder();
        Submission = TestStudy.Submission(slices: 1, output: folder.Path);
        var obstacle = Directory.CreateDirectory(folder.File("summary.tsv.writing"));
        var supervisor = StartSubmitted();
        Complete(supervisor, StartNode(supervisor, 1).ExpectMsg<TrainUnit>().Unit);
        Votes.ExpectMsg<MergeVote>();
        Votes.Reply(new VoteDone(Scored(0)));
        var view = ViewOnceOver(supervisor);
        Assert.Equal((RunPhase.Failed, TroubleKind.Storage), (view.Phase, view.Failure!.Cause));
        Assert.Contains("summary.tsv", view.Failure.Reason, StringComparison.Ordinal);

        obstacle.Delete();
        supervisor.Tell(new GoOnWithRun(Submission, RetryFailed: false), Client);
        Client.ExpectMsg<RunAccepted>();
        Votes.ExpectMsg<MergeVote>();
        Votes.Reply(new VoteDone(Scored(0)));
        AwaitCondition(() => View(supervisor).Phase == RunPhase.Completed);
        Assert.True(File.Exists(folder.File("summary.tsv")));
    }

    [Fact]
    public void A_vote_whose_journal_failed_ends_the_run_instead_of_letting_it_wait_for_ever()
    {
        Submission = TestStudy.Submission(slices: 1);
        var supervisor = StartSubmitted();
        Complete(supervisor, StartNode(supervisor, 1).ExpectMsg<TrainUnit>().Unit);
        Votes.ExpectMsg<MergeVote>();
        Sys.ActorSelection(supervisor.Path / "fold-0").Tell(PoisonPill.Instance, TestActor);
        AwaitAssert(() => Assert.Equal(TroubleKind.Storage, View(supervisor).Failure?.Cause));
    }

    private static FoldSummary Scored(int fold) => Summary(fold) with
    {
        Results = [new ImageLevelResult(Selection.BestLoss, DataSubset.Train, new ClassificationMetrics(fold + 1, 0, 0, 0, 0, 0))],
    };
}
