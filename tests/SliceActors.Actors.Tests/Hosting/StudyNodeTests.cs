using SliceActors.Actors.Hosting;
using SliceActors.Actors.Tests.Support;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Queries;
using SliceActors.Runs.Specs;
using SliceActors.Runs.States;
using SliceActors.Studies.Journals;
using SliceActors.Testing;
using SliceActors.Testing.Clusters;

namespace SliceActors.Actors.Tests.Hosting;

/// <summary>Everything but the networks: cluster of one, SQLite journal, tables on disk.</summary>
public sealed class StudyNodeTests : IDisposable
{
    private readonly TinyCaps caps = new();
    private readonly RunCommands.SubmitRun submission;
    private readonly ResultTree tree;

    public StudyNodeTests()
    {
        submission = caps.Submission();
        tree = new ResultTree(submission.OutputDirectory);
    }

    [Fact]
    public async Task A_run_that_was_interrupted_is_resumed_by_another_process_and_completes()
    {
        Assert.Equal(RunPhase.Unknown, JournalReader.Read(tree, submission.Run).State.Phase);
        using (var training = new FakeTraining())
        {
            await using var node = await Start(training);
            Assert.False((await node.Submit(submission, CancellationToken.None)).Known);
            Assert.True((await node.Submit(submission, CancellationToken.None)).Known);
            training.Next().Finish();
            var second = training.Next();
            await second.Epoch(0);
            var seen = JournalReader.Read(tree, submission.Run).State;
            Assert.Equal([TestStudy.Epoch(0).Figures()], seen.Units[second.Id].History.AsEnumerable());
        }

        var between = JournalReader.Read(tree, submission.Run).State;
        Assert.Equal(RunPhase.Running, between.Phase);
        Same.Content(submission.Plan, between.Submission!.Plan);

        using var later = new FakeTraining();
        await using var successor = await Start(later);
        await successor.Resume(submission, retryFailed: false, CancellationToken.None);
        var again = later.Next();
        Assert.Equal(TestStudy.Unit(1), again.Id);
        Assert.Equal([new Checkpoint(new Attempt(1), 0, TestStudy.Epoch(0).Checkpoint!)], again.Job.Checkpoints.AsEnumerable());
        again.Finish();
        var view = await Over(successor);
        Assert.Equal(RunPhase.Completed, view.Phase);
        Assert.Equal(RunPhase.Completed, JournalReader.Read(tree, submission.Run).State.Phase);
        Assert.True(File.Exists(tree.Predictions(TestStudy.Unit(1))));
        Assert.False(Directory.Exists(tree.Work));
        Assert.True(File.Exists(Path.Combine(tree.Classification(TestStudy.Fold, Selection.BestLoss), "validation_image_level_prediction.tsv")));
    }

    [Fact]
    public async Task A_cancelled_run_has_no_thread_left_and_can_be_resumed()
    {
        using var training = new FakeTraining();
        await using var node = await Start(training);
        await node.Submit(submission, CancellationToken.None);
        training.Next();
        await node.Cancel(submission.Run, CancellationToken.None);
        Assert.Equal(0, training.Running);
        Assert.Equal(RunPhase.Cancelled, (await node.View(submission.Run, CancellationToken.None)).Phase);
        await node.Resume(submission, retryFailed: false, CancellationToken.None);
        Assert.Equal(TestStudy.Unit(0), training.Next().Id);
    }

    [Fact]
    public async Task An_unknown_run_is_refused()
    {
        using var training = new FakeTraining();
        await using var node = await Start(training);
        await Assert.ThrowsAsync<RefusedException>(() => node.View(submission.Run, CancellationToken.None));
        await Assert.ThrowsAsync<RefusedException>(() => node.Cancel(submission.Run, CancellationToken.None));
    }

    public void Dispose() => caps.Dispose();

    private Task<StudyNode> Start(FakeTraining training) =>
        StudyNode.StartAsync(new StudyNodeOptions(tree, ComputeDevice.Cpus(1), 1, caps.Cache, Microsoft.Extensions.Logging.LogLevel.Error, _ => { }), training, CancellationToken.None);

    private async Task<RunView> Over(StudyNode node)
    {
        using var patience = new CancellationTokenSource(Deadline.OfTests);
        while (true)
        {
            var view = await node.View(submission.Run, patience.Token);
            if (view.IsOver)
            {
                return view;
            }
        }
    }
}
