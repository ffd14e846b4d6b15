using System.Collections.Immutable;
using Akka.Actor;
using SliceActors.Actors.Hosting;
using SliceActors.Actors.Places;
using SliceActors.Actors.Results;
using SliceActors.Actors.Tests.Support;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Events;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.States;
using SliceActors.Studies.Folders;
using SliceActors.Studies.Journals;
using SliceActors.Testing;
using static SliceActors.Runs.Messages.JournalMessages;
using static SliceActors.Runs.Messages.ResultMessages;

namespace SliceActors.Actors.Tests.Results;

/// <summary>The report of a run that a cluster finished is written before its folder is given back, and is never a reason to keep it.</summary>
public sealed class ReportAtTheEndTests : ActorTest
{
    private const string Stay = "a1b2c3d4";
    private static readonly TimeSpan EndsWithin = Deadline.OfTests;

    private readonly TemporaryFolder folder = new();
    private readonly ManualResetEventSlim mayEnd = new();
    private readonly RunCommands.SubmitRun submission;
    private readonly ResultTree tree;

    public ReportAtTheEndTests()
    {
        tree = new ResultTree(folder.File("results"));
        submission = TestStudy.Submission(2) with { OutputDirectory = tree.Root };
        using var claimed = OutputFolder.Take(tree);
        claimed.Describe(submission, "0.2.0");
        Mark(Stay);
    }

    [Fact]
    public async Task It_is_made_of_a_folder_that_has_its_events_and_still_is_the_clusters()
    {
        RunPhase? phase = null;
        var (marked, images) = (false, 0);
        var report = new FakeReport((written, study) =>
        {
            (marked, images) = (ClusterMark.Read(written)?.Stay == Stay, study.Plan.Images.Length);
            phase = JournalReader.Read(written, study.Run).State.Phase;
        });

        Assert.Null(await HandBack(report));

        Assert.Equal((true, submission.Plan.Images.Length, RunPhase.Completed), (marked, images, phase));
        Assert.Null(ClusterMark.Read(tree));
    }

    [Fact]
    public async Task A_run_that_was_stopped_has_none()
    {
        var report = new FakeReport((_, _) => { });

        Assert.Null(await HandBack(report, new RunEvents.RunCancelled()));

        Assert.Equal(0, report.Times);
    }

    [Fact]
    public void One_that_fails_is_said_and_the_folder_is_given_back_all_the_same()
    {
        var writer = Writer(new FakeReport((_, _) => throw new InvalidOperationException("a table is odd")));

        writer.Tell(Back(), TestActor);

        Assert.Equal("node could not write it: a table is odd", ExpectMsg<RunHandedBack>().ReportMissing);
        Assert.Null(ClusterMark.Read(tree));
        Assert.Equal(RunPhase.Completed, JournalReader.Read(tree, submission.Run).State.Phase);
    }

    [Fact]
    public void One_that_takes_its_time_is_begun_once_and_holds_up_nobody_else()
    {
        var report = new FakeReport((_, _) => mayEnd.Wait());
        var writer = Writer(report);
        writer.Tell(Back(), TestActor);
        AwaitCondition(() => report.Times == 1);

        writer.Tell(Back(), TestActor);
        writer.Tell(new WriteSummary(new RunId("other"), folder.File("other"), [new FoldSummary(new FoldIndex(0), [], [], [])]), TestActor);

        ExpectMsg<SummaryWritten>();
        Assert.NotNull(ClusterMark.Read(tree));
        mayEnd.Set();
        ExpectMsg<RunHandedBack>();
        Assert.Equal(1, report.Times);
    }

    [Fact]
    public async Task Another_node_writes_it_when_the_first_stands_still_which_then_leaves_the_next_stay_alone()
    {
        var still = new FakeReport((_, _) => mayEnd.Wait());
        var first = HandBack(still);
        AwaitCondition(() => still.Times == 1);

        var report = new FakeReport((_, _) => { });
        Assert.Null(await HandBack(report));
        Assert.Equal(1, report.Times);
        Mark("the next one");
        mayEnd.Set();

        Assert.Null(await first.WaitAsync(EndsWithin));
        Assert.Equal("the next one", ClusterMark.Read(tree)!.Stay);
    }

    protected override void AfterAll()
    {
        mayEnd.Set();
        base.AfterAll();
        mayEnd.Dispose();
        folder.Dispose();
    }

    private void Mark(string stay) => new ClusterMark(submission.Run, stay, ["seed:4053"], DateTimeOffset.UnixEpoch).Write(tree);

    private ImmutableArray<IRunEvent> History(IRunEvent? end = null) => [RunEvents.RunSubmitted.Of(submission.Outline()), end ?? new RunEvents.RunCompleted(0)];

    private Task<string?> HandBack(FakeReport report, IRunEvent? end = null) =>
        new ResultsWriter(JournalFile.WriteAsync, report).HandBack(tree, submission.Spec.Digest(), submission.Run, Stay, History(end), path => path);

    private IActorRef Writer(FakeReport report) => Sys.ActorOf(ResultsWriterActor.Props("node", new ResultsWriter(JournalFile.WriteAsync, report), StudyPlaces.AsNamed));

    private HandBackRun Back() => new(submission.Run, submission.Spec.Digest(), tree.Root, Stay, new JournalPart(0, 1, History()));
}
