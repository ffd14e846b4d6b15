using Akka.Actor;
using Akka.TestKit;
using SliceActors.Actors.Nodes;
using SliceActors.Actors.Tests.Support;
using SliceActors.Imaging.Store;
using SliceActors.Learning.Training;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Testing;
using static SliceActors.Actors.Messages.LocalMessages;
using static SliceActors.Runs.Messages.NodeMessages;
using static SliceActors.Runs.Messages.TrainerMessages;

namespace SliceActors.Actors.Tests.Nodes;

/// <summary>A trainer between probes; time stands still unless a test moves it.</summary>
public sealed class SliceTrainerTests : ActorTest
{
    private static readonly UnitAttempt Unit = new(new RunId("run"), TestStudy.Unit(0), new Attempt(1));
    private readonly FakeTraining training = new();
    private readonly TestProbe agent;
    private readonly TestProbe supervisor;

    public SliceTrainerTests()
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
        Assert.Equal([TestStudy.Epoch(0)], unit.Job.History.AsEnumerable());
        Assert.Equal(new ResultTree("/none/results"), unit.Job.Tree);
        unit.Batch(1, 0, 4);
        Assert.Equal(new BatchFinished(Unit, 1, 1, 4), supervisor.ExpectMsg<BatchFinished>());
        var outcome = unit.Finish();
        agent.ExpectMsg<ThreadEnded>();
        Assert.Equal(new UnitFinished(Unit, outcome), supervisor.ExpectMsg<UnitFinished>());
        agent.Watch(trainer);
        trainer.Tell(new UnitSettled(Unit, IsCompleted: true));
        agent.ExpectTerminated(trainer);
        Assert.Equal([Unit.Unit], training.Released);
    }

    [Theory]
    [InlineData(0, 1, 1, 0)]
    [InlineData(2, 2, 4, 1)]
    [InlineData(8, 8, 3, 2)]
    public void Trainers_share_the_loader_threads_of_their_node(int nproc, int nodeThreads, int slots, int expected)
    {
        StartTrainer(nproc: nproc, node: new NodeSettings("node", slots, nodeThreads, new SliceCache("/none/cache", 0), training));

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
    public void A_training_that_throws_is_reported_with_a_reason_a_person_can_read(string kind, string reason, ExitCode? cause)
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
        Assert.Equal(new UnitBroken(Unit, reason, cause), supervisor.ExpectMsg<UnitBroken>());
    }

    public static TheoryData<string, string, ExitCode?> Troubles => new()
    {
        { "training", "the loss is not a number", null },
        { "disk", "fold-0/cnn-0: No space left on device", ExitCode.Storage },
        { "rights", "fold-0/cnn-0: Access to '/results' is denied.", ExitCode.Storage },
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
        Assert.Empty(training.Released);
    }

    [Fact]
    public void A_unit_is_stopped_before_its_slices_are_ready()
    {
        var trainer = StartTrainer(ready: false);
        agent.Watch(trainer);
        trainer.Tell(new StopTraining());
        supervisor.ExpectMsg(new UnitStopped(Unit));
        agent.ExpectTerminated(trainer);
    }

    [Fact]
    public void A_unit_whose_supervisor_is_gone_frees_its_slot()
    {
        var trainer = StartTrainer();
        training.Next();
        agent.Watch(trainer);
        Kill(supervisor);
        agent.ExpectMsg<ThreadEnded>();
        agent.ExpectTerminated(trainer);
        Assert.Empty(training.Released);
    }

    [Fact]
    public void A_unit_whose_place_another_attempt_took_stops_and_leaves_the_files_alone()
    {
        var trainer = StartTrainer();
        training.Next();
        agent.Watch(trainer);
        trainer.Tell(new UnitSettled(Unit, IsCompleted: false));
        agent.ExpectMsg<ThreadEnded>();
        agent.ExpectTerminated(trainer);
        Assert.Empty(training.Released);
    }

    [Fact]
    public void A_finished_unit_that_nobody_wants_any_more_leaves_its_checkpoints_for_a_resume()
    {
        var trainer = StartTrainer();
        training.Next().Finish();
        agent.ExpectMsg<ThreadEnded>();
        agent.Watch(trainer);
        trainer.Tell(new UnitSettled(Unit, IsCompleted: false));
        agent.ExpectTerminated(trainer);
        Assert.Empty(training.Released);
    }

    [Fact]
    public void Checkpoints_that_cannot_be_removed_do_not_bring_the_trainer_back()
    {
        using var clumsy = new FakeTraining { ReleaseTrouble = new IOException("busy") };
        var trainer = StartTrainer(clumsy);
        clumsy.Next().Finish();
        agent.ExpectMsg<ThreadEnded>();
        agent.Watch(trainer);
        trainer.Tell(new UnitSettled(Unit, IsCompleted: true));
        agent.ExpectTerminated(trainer);
        Assert.Equal(0, clumsy.Running);
    }

    [Fact]
    public void Images_that_cannot_be_used_break_the_run()
    {
        StartTrainer(ready: false).Tell(new DataUnavailable("changed images", ExitCode.BadInput));
        Assert.Equal(new UnitBroken(Unit, "changed images", ExitCode.BadInput), supervisor.ExpectMsg<UnitBroken>());
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        training.Dispose();
    }

    private void PassTime() => ((TestScheduler)Sys.Scheduler).Advance(TimeSpan.FromSeconds(10));

    private IActorRef StartTrainer(FakeTraining? other = null, bool ready = true, int nproc = 2, NodeSettings? node = null)
    {
        var plan = TestStudy.Plan(slices: 1);
        var train = new TrainUnit(
            Unit,
            TestStudy.Spec() with { Compute = new ComputeSpec { NProc = nproc } },
            new TrainingUnit(Unit.Unit, plan.Slices),
            plan.Folds[0],
            new StudyData(plan.Images, [], plan.Slices),
            "/none/results",
            [TestStudy.Epoch(0)]);
        var settings = node ?? new NodeSettings("node", 1, 1, new SliceCache("/none/cache", 0), other ?? training);
        var trainer = agent.ChildActorOf(SliceTrainerActor.Props(train, supervisor, settings));
        if (ready)
        {
            // Fake training looks at no pixel.
            trainer.Tell(new DataReady(null!));
        }

        return trainer;
    }
}
