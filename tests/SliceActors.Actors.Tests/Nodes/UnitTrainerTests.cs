using Akka.Actor;
using Akka.TestKit;
using SliceActors.Actors.Hosting;
using SliceActors.Actors.Messages;
using SliceActors.Actors.Nodes;
using SliceActors.Actors.Results;
using SliceActors.Actors.Tests.Support;
using SliceActors.Imaging.Store;
using SliceActors.Learning.Training;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Messages;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Testing;
using static SliceActors.Actors.Messages.LocalMessages;
using static SliceActors.Runs.Messages.NodeMessages;
using static SliceActors.Runs.Messages.TrainerMessages;

namespace SliceActors.Actors.Tests.Nodes;

/// <summary>A trainer between probes; time stands still unless a test moves it.</summary>
public sealed class UnitTrainerTests : ActorTest
{
    private static readonly UnitAttempt Unit = new(new RunId("run"), TestStudy.Unit(0), new Attempt(1));
    private static readonly Checkpoint Known = new(new Attempt(1), 0, TestStudy.Epoch(0).Checkpoint!);
    private readonly TemporaryFolder folder = new();
    private readonly FakeTraining training = new();
    private readonly TestProbe agent;
    private readonly TestProbe supervisor;

    public UnitTrainerTests()
        : base("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"")
    {
        agent = CreateTestProbe("agent");
        supervisor = CreateTestProbe("supervisor");
    }

    [Fact]
    public void A_trainer_hands_its_work_over_to_the_thread_and_tells_what_comes_of_it()
    {
        var trainer = StartTrainer();
        var unit = training.Next();
        Assert.Equal(Unit.Unit, unit.Id);
        Assert.Equal([Known], unit.Job.Checkpoints.AsEnumerable());
        Assert.Equal((new ResultTree(folder.Path), Unit.Attempt), (unit.Job.Tree, unit.Job.Attempt));
        Same.Content(TestStudy.Plan(slices: 1).Folds[0], unit.Job.Fold);
        Assert.Equal(new TrainingUnit(Unit.Unit, new SliceRange(new SliceIndex(10), 1)), unit.Job.Unit);
        unit.Batch(1, 0, 4);
        Assert.Equal(new BatchFinished(Unit, 1, 1, 4), supervisor.ExpectMsg<BatchFinished>());
        var outcome = unit.Finish();
        agent.ExpectMsg<ThreadEnded>();
        Assert.Equal(new UnitFinished(Unit, outcome), supervisor.ExpectMsg<UnitFinished>());
        agent.Watch(trainer);
        trainer.Tell(new UnitSettled(Unit, IsLeftOver: false));
        agent.ExpectTerminated(trainer);
        Assert.True(File.Exists(unit.Job.Results.Predictions(Unit.Unit)));
    }

    [Theory]
    [InlineData(0, 1, 1, 0)]
    [InlineData(2, 2, 4, 1)]
    [InlineData(8, 8, 3, 2)]
    public void Trainers_share_the_loader_threads_of_their_node(int nproc, int nodeThreads, int slots, int expected)
    {
        StartTrainer(nproc: nproc, node: new NodeSettings("node", new Workshop(ComputeDevice.Cpus(slots)), nodeThreads, new SliceCache("/none/cache", 0), training, new ResultsWriter(JournalFile.WriteAsync)));

        Assert.Equal(expected, training.Next().Job.LoaderThreads);
    }

    [Fact]
    public async Task An_epoch_is_durable_for_the_thread_only_when_the_journal_has_it()
    {
        var trainer = StartTrainer();
        var recorded = training.Next().Epoch(1);
        Assert.Equal(new EpochFinished(Unit, TestStudy.Epoch(1)), supervisor.ExpectMsg<EpochFinished>());
        Assert.False(recorded.IsCompleted);
        trainer.Tell(new EpochRecorded(Unit, 0));
        trainer.Tell(new EpochRecorded(Unit, 1));
        await recorded;
    }

    [Fact]
    public void A_report_that_is_not_answered_is_sent_again_until_it_is()
    {
        var trainer = StartTrainer();
        var unit = training.Next();
        unit.Epoch(1);
        supervisor.ExpectMsg<EpochFinished>();
        PassTime();
        supervisor.ExpectMsg<EpochFinished>();
        trainer.Tell(new EpochRecorded(Unit, 1));

        var outcome = unit.Finish();
        supervisor.ExpectMsg<UnitFinished>();
        PassTime();
        Assert.Equal(new UnitFinished(Unit, outcome), supervisor.ExpectMsg<UnitFinished>());
    }

    [Theory]
    [MemberData(nameof(Troubles))]
    public void A_training_that_throws_is_reported_with_a_reason_a_person_can_read(string kind, string reason, TroubleKind? nodeCause)
    {
        StartTrainer();
        training.Next().Fail(kind switch
        {
            "training" => new TrainingFailedException("the loss is not a number"),
            "disk" => new IOException("No space left on device"),
            "rights" => new UnauthorizedAccessException("Access to '/results' is denied."),
            _ => new InvalidOperationException("out of luck"),
        });
        agent.ExpectMsg<ThreadEnded>();
        supervisor.ExpectMsg<IWireMessage>(nodeCause is { } cause ? new UnitDeclined(Unit, reason, cause) : new UnitBroken(Unit, reason, kind == "training" ? FailureCause.Divergence : FailureCause.Incident));
    }

    public static TheoryData<string, string, TroubleKind?> Troubles => new()
    {
        { "training", "the loss is not a number", null },
        { "disk", "fold-0/cnn-0: No space left on device", TroubleKind.Storage },
        { "rights", "fold-0/cnn-0: Access to '/results' is denied.", TroubleKind.Storage },
        { "other", "out of luck (InvalidOperationException)", null },
    };

    [Fact]
    public void A_stopped_unit_says_so_when_its_thread_has_ended()
    {
        var trainer = StartTrainer();
        var unit = training.Next();
        agent.Watch(trainer);
        trainer.Tell(new StopTraining());
        agent.ExpectMsg<ThreadEnded>();
        supervisor.ExpectMsg(new UnitStopped(Unit));
        agent.ExpectTerminated(trainer);
        Assert.True(unit.Cancellation.IsCancellationRequested);
    }

    [Fact]
    public void A_unit_is_stopped_before_its_slices_are_ready()
    {
        var trainer = StartTrainer(ready: false);
        agent.Watch(trainer);
        trainer.Tell(new StopTraining());
        supervisor.ExpectMsg(new UnitStopped(Unit));
        agent.ExpectMsg<ThreadEnded>();
        agent.ExpectTerminated(trainer);
    }

    [Fact]
    public void A_unit_that_has_ended_and_whose_report_nobody_answers_can_be_stopped()
    {
        var trainer = StartTrainer();
        training.Next().Finish();
        supervisor.ExpectMsg<UnitFinished>();
        agent.ExpectMsg<ThreadEnded>();
        agent.Watch(trainer);
        trainer.Tell(new StopTraining());
        supervisor.ExpectMsg(new UnitStopped(Unit));
        agent.ExpectTerminated(trainer);
    }

    [Fact]
    public void Reports_come_in_their_order_and_the_next_one_only_after_the_answer()
    {
        var trainer = StartTrainer();
        var unit = training.Next();
        unit.Epoch(1);
        Assert.Equal(1, supervisor.ExpectMsg<EpochFinished>().Report.Epoch);
        unit.Epoch(2);
        var outcome = unit.Finish();
        agent.ExpectMsg<ThreadEnded>();
        PassTime();
        supervisor.FishForMessage<IWireMessage>(report => Assert.IsType<EpochFinished>(report).Report.Epoch == 1);
        trainer.Tell(new EpochRecorded(Unit, 1));
        supervisor.FishForMessage<EpochFinished>(report => report.Report.Epoch == 2);
        trainer.Tell(new EpochRecorded(Unit, 2));
        Assert.Equal(new UnitFinished(Unit, outcome), supervisor.FishForMessage<UnitFinished>(_ => true));
    }

    [Fact]
    public void A_unit_whose_place_another_attempt_took_stops_and_leaves_the_files_alone()
    {
        var trainer = StartTrainer();
        training.Next();
        agent.Watch(trainer);
        trainer.Tell(new UnitSettled(Unit, IsLeftOver: false));
        agent.ExpectMsg<ThreadEnded>();
        agent.ExpectTerminated(trainer);
    }

    [Fact]
    public void A_finished_unit_that_nobody_wants_any_more_leaves_its_checkpoints_for_a_resume()
    {
        var trainer = StartTrainer();
        training.Next().Finish();
        agent.ExpectMsg<ThreadEnded>();
        agent.Watch(trainer);
        trainer.Tell(new UnitSettled(Unit, IsLeftOver: false));
        agent.ExpectTerminated(trainer);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_folder_of_an_attempt_is_removed_only_when_another_has_finished_the_unit(bool isLeftOver)
    {
        var trainer = StartTrainer();
        var unit = training.Next();
        unit.Finish();
        agent.ExpectMsg<ThreadEnded>();
        agent.Watch(trainer);
        trainer.Tell(new UnitSettled(Unit, isLeftOver));
        agent.ExpectTerminated(trainer);
        AwaitCondition(() => Directory.Exists(unit.Job.Folder.Root) != isLeftOver);
    }

    [Fact]
    public void Images_that_cannot_be_used_are_the_trouble_of_the_node()
    {
        StartTrainer(ready: false).Tell(new DataUnavailable("changed images", TroubleKind.BadInput));
        Assert.Equal(new UnitDeclined(Unit, "changed images", TroubleKind.BadInput), supervisor.ExpectMsg<UnitDeclined>());
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        training.Dispose();
        folder.Dispose();
    }

    private void PassTime() => ((TestScheduler)Sys.Scheduler).Advance(TimeSpan.FromSeconds(10));

    private IActorRef StartTrainer(FakeTraining? other = null, bool ready = true, int nproc = 2, NodeSettings? node = null)
    {
        var train = new TrainUnit(Unit, 0, "study", folder.Path, [Known]);
        var settings = node ?? new NodeSettings("node", new Workshop(ComputeDevice.Cpus(1)), 1, new SliceCache("/none/cache", 0), other ?? training, new ResultsWriter(JournalFile.WriteAsync));
        var trainer = agent.ChildActorOf(UnitTrainerActor.Props(settings.Workshop.Take(train)!, supervisor, settings));
        if (ready)
        {
            // Fake training looks at no pixel.
            var submission = TestStudy.Submission(slices: 1);
            trainer.Tell(new DataReady(submission with { Spec = submission.Spec with { Compute = new ComputeSpec { NProc = nproc } } }, new SharedStore(null!)));
        }

        return trainer;
    }
}
