using Akka.Actor;
using Akka.TestKit;
using SliceActors.Actors.Nodes;
using SliceActors.Actors.Tests.Support;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Testing;
using static SliceActors.Actors.Messages.LocalMessages;
using static SliceActors.Runs.Messages.NodeMessages;
using static SliceActors.Runs.Messages.TrainerMessages;

namespace SliceActors.Actors.Tests.Nodes;

/// <summary>A whole node, with its loader and trainers, between a registry and a supervisor that are probes.</summary>
public sealed class NodeAgentTests : ActorTest
{
    private readonly FakeTraining training = new();
    private readonly TinyCaps caps = new();
    private readonly RunCommands.SubmitRun submission;
    private readonly TestProbe registry;
    private readonly TestProbe supervisor;

    public NodeAgentTests()
    {
        submission = caps.Submission();
        registry = CreateTestProbe("registry");
        supervisor = CreateTestProbe("supervisor");
    }

    [Fact]
    public void A_node_offers_its_slots_without_being_asked()
    {
        StartAgent(slots: 3);
        Assert.Equal(new SlotsOffered("node", 3, 3), registry.ExpectMsg<SlotsOffered>());
    }

    [Fact]
    public void A_node_trains_as_many_units_as_it_has_slots_and_refuses_more()
    {
        var agent = StartAgent(slots: 1);
        agent.Tell(Train(0), supervisor);
        agent.Tell(Train(1), supervisor);
        supervisor.ExpectMsg(new SlotTaken(Attempt(1)));
        var unit = training.Next();
        Assert.Equal(TestStudy.Unit(0), unit.Id);
        Assert.Equal(6, unit.Job.Store.ImageCount);
        Assert.Equal(1, training.Running);
    }

    [Fact]
    public void A_slot_is_free_when_its_thread_has_ended_although_the_report_is_not_answered_yet()
    {
        var agent = StartAgent(slots: 1);
        agent.Tell(Train(0), supervisor);
        training.Next().Finish();
        supervisor.ExpectMsg<UnitFinished>();
        registry.FishForMessage<SlotsOffered>(offer => offer.Free == 1);
        agent.Tell(Train(1), supervisor);
        Assert.Equal(TestStudy.Unit(1), training.Next().Id);
    }

    [Fact]
    public void A_unit_is_not_started_again_while_an_older_attempt_is_at_work_on_its_files()
    {
        var agent = StartAgent(slots: 2);
        agent.Tell(Train(0), supervisor);
        training.Next();
        agent.Tell(Train(0, attempt: 2), supervisor);
        supervisor.ExpectMsg(new SlotTaken(Attempt(0, 2)));
    }

    [Fact]
    public void A_settled_unit_loses_its_checkpoints_and_its_trainer()
    {
        var agent = StartAgent(slots: 1);
        agent.Tell(Train(0), supervisor);
        training.Next().Finish();
        supervisor.ExpectMsg<UnitFinished>();
        var trainer = supervisor.LastSender;
        supervisor.Watch(trainer);
        trainer.Tell(new UnitSettled(Attempt(0), IsCompleted: true));
        supervisor.ExpectTerminated(trainer);
        Assert.Equal([TestStudy.Unit(0)], training.Released);
    }

    [Fact]
    public void A_stopped_run_is_answered_when_no_thread_of_it_is_left()
    {
        var agent = StartAgent(slots: 2);
        agent.Tell(Train(0), supervisor);
        agent.Tell(Train(1), supervisor);
        training.Next();
        training.Next();
        agent.Tell(new StopUnits(submission.Run), supervisor);
        supervisor.FishForMessage<UnitsStopped>(_ => true);
        Assert.Equal(0, training.Running);
        registry.FishForMessage<SlotsOffered>(offer => offer.Free == 2);
    }

    [Fact]
    public void A_run_that_is_not_here_is_stopped_at_once()
    {
        StartAgent(slots: 1).Tell(new StopUnits(submission.Run), supervisor);
        supervisor.ExpectMsg(new UnitsStopped(submission.Run));
    }

    [Fact]
    public void A_node_that_shuts_down_waits_for_its_threads_and_takes_no_more_units()
    {
        var agent = StartAgent(slots: 1);
        agent.Tell(Train(0), supervisor);
        training.Next();
        agent.Tell(new StopAll());
        ExpectMsg<AllStopped>();
        Assert.Equal(0, training.Running);
        supervisor.ExpectMsg(new UnitStopped(Attempt(0)));
        agent.Tell(Train(1), supervisor);
        supervisor.ExpectMsg(new SlotTaken(Attempt(1)));
    }

    [Fact]
    public void Images_that_changed_break_the_unit_until_the_old_ones_are_back()
    {
        var agent = StartAgent(slots: 1);
        var original = File.ReadAllBytes(caps.Image(2));
        File.WriteAllBytes(caps.Image(2), File.ReadAllBytes(caps.Image(3)));
        agent.Tell(Train(0), supervisor);
        var broken = supervisor.ExpectMsg<UnitBroken>();
        Assert.Equal(ExitCode.BadInput, broken.RunCause);
        Assert.Contains(caps.Image(2), broken.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(caps.Image(3), broken.Reason, StringComparison.Ordinal);
        supervisor.LastSender.Tell(new UnitSettled(Attempt(0), IsCompleted: false));

        File.WriteAllBytes(caps.Image(2), original);
        registry.FishForMessage<SlotsOffered>(offer => offer.Free == 1);
        AwaitAssert(() =>
        {
            agent.Tell(Train(1), supervisor);
            supervisor.ExpectMsg<SlotTaken>(TimeSpan.FromSeconds(1));
        });
        Assert.Equal(TestStudy.Unit(1), training.Next().Id);
    }

    [Fact]
    public void What_settled_units_left_behind_is_removed_on_request()
    {
        StartAgent(slots: 1).Tell(new TidyUnits(caps.Output, [TestStudy.Unit(0), TestStudy.Unit(1)]), supervisor);
        AwaitAssert(() => Assert.Equal([TestStudy.Unit(0), TestStudy.Unit(1)], training.Released));
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        training.Dispose();
        caps.Dispose();
    }

    private IActorRef StartAgent(int slots) => Sys.ActorOf(NodeAgentActor.Props(new NodeSettings("node", slots, 1, caps.Cache, training), registry));

    private UnitAttempt Attempt(int network, int attempt = 1) => new(submission.Run, TestStudy.Unit(network), new Attempt(attempt));

    private TrainUnit Train(int network, int attempt = 1) => new(
        Attempt(network, attempt),
        submission.Spec,
        submission.Plan.Units(NetworkType.Multicnn)[network],
        submission.Plan.Folds[0],
        new StudyData(submission.Plan.Images, submission.ImageDigests, submission.Plan.Slices),
        submission.OutputDirectory,
        []);
}
