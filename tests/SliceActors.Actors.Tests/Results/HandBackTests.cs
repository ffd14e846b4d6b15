using System.Collections.Immutable;
using SliceActors.Actors.Hosting;
using SliceActors.Actors.Results;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Events;
using SliceActors.Runs.Files;
using SliceActors.Runs.States;
using SliceActors.Studies.Folders;
using SliceActors.Studies.Journals;
using SliceActors.Testing;

namespace SliceActors.Actors.Tests.Results;

/// <summary>The events of a run that a cluster is done with go back into the folder, and only there.</summary>
public sealed class HandBackTests : IDisposable
{
    private const string Stay = "a1b2c3d4";

    private readonly TemporaryFolder folder = new();
    private readonly ResultsWriter writer = new(JournalFile.WriteAsync);
    private readonly RunCommands.SubmitRun submission;
    private readonly ResultTree tree;
    private readonly ImmutableArray<IRunEvent> history;

    public HandBackTests()
    {
        tree = new ResultTree(folder.File("results"));
        submission = TestStudy.Submission(2) with { OutputDirectory = tree.Root };
        using (var claimed = OutputFolder.Take(tree))
        {
            claimed.Describe(submission, "0.2.0");
        }

        history = [RunEvents.RunSubmitted.Of(submission.Outline()), new RunEvents.RunCancelled()];
    }

    [Fact]
    public async Task The_folder_has_its_whole_study_and_all_events_again_and_no_mark()
    {
        Mark(Stay);

        await HandBack();

        var (state, started, _) = JournalReader.Read(tree, submission.Run, everyEvent: true);
        Assert.Null(started);
        Assert.All(JournalReader.Events(tree, submission.Run), dated => Assert.Null(dated.When));
        Assert.Equal(RunPhase.Cancelled, state.Phase);
        Assert.Equal(submission.Plan.Images.AsEnumerable(), state.Submission!.Plan.Images);
        Assert.Null(ClusterMark.Read(tree));
        Assert.Equal(["journal.db"], Directory.EnumerateFiles(tree.Bookkeeping, "journal*").Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_folder_that_another_stay_has_is_not_touched()
    {
        Mark(Stay);
        await HandBack();
        var before = File.GetLastWriteTimeUtc(tree.Journal);
        Mark("another");

        await HandBack();

        Assert.Equal("another", ClusterMark.Read(tree)!.Stay);
        Assert.Equal(before, File.GetLastWriteTimeUtc(tree.Journal));
    }

    [Fact]
    public async Task A_folder_that_has_gone_is_trouble_and_not_the_end_of_the_stay()
    {
        Mark(Stay);
        Directory.Move(tree.Root, folder.File("moved"));
        await Assert.ThrowsAnyAsync<Exception>(HandBack);

        Directory.Move(folder.File("moved"), tree.Root);
        await HandBack();
        Assert.Null(ClusterMark.Read(tree));
    }

    public void Dispose() => folder.Dispose();

    private void Mark(string stay) => new ClusterMark(submission.Run, stay, ["seed:4053"], DateTimeOffset.UnixEpoch).Write(tree);

    private Task HandBack() => writer.HandBack(tree, submission.Spec.Digest(), submission.Run, Stay, history, path => path);
}
