using Akka.Actor;
using Akka.TestKit;
using SliceActors.Actors.Hosting;
using SliceActors.Actors.Nodes;
using SliceActors.Actors.Results;
using SliceActors.Actors.Tests.Support;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Messages;
using SliceActors.Testing;
using SliceActors.Testing.Clusters;
using static SliceActors.Actors.Messages.LocalMessages;
using static SliceActors.Runs.Messages.NodeMessages;
using static SliceActors.Runs.Messages.TrainerMessages;

namespace SliceActors.Actors.Tests.Nodes;

/// <summary>A whole node, with its loader and trainers, between a registry and a supervisor that are probes: reports go to the registry.</summary>
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
    public void A_node_says_hello_without_being_asked()
    {
        StartAgent(slots: 3);
        var hello = registry.ExpectMsg<NodeHello>();
        Assert.Equal("node", hello.Node);
        Assert.Equal(Enumerable.Repeat(new SlotReport(0, null), 3), hello.Slots);
    }

    [Fact]
    public void A_slot_takes_one_unit_and_there_are_no_more_slots_than_it_has()
    {
        var agent = StartAgent(slots: 1);
        agent.Tell(Train(0), supervisor);
        agent.Tell(Train(1), supervisor);
        registry.FishForMessage<SlotTaken>(report => report.Unit == Attempt(1));
        agent.Tell(Train(1, slot: 1), supervisor);
        registry.FishForMessage<SlotTaken>(report => report.Unit == Attempt(1));
        var unit = training.Next();
        Assert.Equal(TestStudy.Unit(0), unit.Id);
        Assert.Equal(6, unit.Job.Store.ImageCount);
        Assert.Equal(1, training.Running);
    }

    [Fact]
    public void Each_unit_computes_on_the_device_of_its_slot()
    {
        ComputeDevice[] slots = [new(DeviceKind.Cpu, 0), new(DeviceKind.Cpu, 1), new(DeviceKind.Cuda, 1)];
        var agent = StartAgent(slots);
        foreach (var (before, slot) in ((int[])[2, 0, 1]).Index())
        {
            agent.Tell(Train(network: slot % 2, attempt: before + 1, slot), supervisor);
            Assert.Equal(slots[slot], training.Next().Job.Device);
        }
    }

    [Fact]
    public void A_slot_is_free_when_its_thread_has_ended_although_the_report_is_not_answered_yet()
    {
        var agent = StartAgent(slots: 1);
        agent.Tell(Train(0), supervisor);
        training.Next().Finish();
        registry.FishForMessage<NodeHello>(hello => hello.Slots[0] == new SlotReport(1, null) && hello.Unanswered.SequenceEqual([Attempt(0)]));
        agent.Tell(Train(1), supervisor);
        registry.FishForMessage<NodeHello>(hello => hello.Slots[0] == new SlotReport(2, Attempt(1)));
        Assert.Equal(TestStudy.Unit(1), training.Next().Id);
    }

    [Fact]
    public void An_assignment_that_comes_again_is_begun_once_and_its_end_is_told_again()
    {
        var agent = StartAgent(slots: 1);
        agent.Tell(Train(0), supervisor);
        var unit = training.Next();
        AssertTakenForKnown(agent);
        unit.Finish();
        registry.FishForMessage<UnitFinished>(_ => true);
        var trainer = registry.LastSender;
        AssertTakenForKnown(agent);

        Watch(trainer);
        trainer.Tell(new UnitSettled(Attempt(0), IsLeftOver: false));
        ExpectTerminated(trainer);
        agent.Tell(Train(0), supervisor);
        registry.FishForMessage<UnitStopped>(stopped => stopped.Unit == Attempt(0));
        agent.Tell(Train(0, attempt: 2), supervisor);
        Assert.Equal(new Attempt(2), training.Next().Job.Attempt);
        Assert.Equal(2, training.Started);
    }

    [Fact]
    public void A_stopped_run_is_answered_when_no_thread_of_it_is_left()
    {
        var agent = StartAgent(slots: 2);
        agent.Tell(Train(0), supervisor);
        agent.Tell(Train(1, slot: 1), supervisor);
        training.Next();
        training.Next();
        agent.Tell(new StopUnits(submission.Run), supervisor);
        supervisor.FishForMessage<UnitsStopped>(_ => true);
        Assert.Equal(0, training.Running);
        registry.FishForMessage<NodeHello>(hello => hello.Slots.All(slot => slot == new SlotReport(1, null)));
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
        registry.FishForMessage<NodeHello>(hello => hello.Slots.IsEmpty);
        registry.FishForMessage<UnitStopped>(report => report.Unit == Attempt(0));
        agent.Tell(Train(1), supervisor);
        registry.FishForMessage<SlotTaken>(report => report.Unit == Attempt(1));
    }

    [Fact]
    public void Images_that_changed_are_declined_until_the_old_ones_are_back()
    {
        var agent = StartAgent(slots: 1);
        var original = File.ReadAllBytes(caps.Image(2));
        File.WriteAllBytes(caps.Image(2), File.ReadAllBytes(caps.Image(3)));
        agent.Tell(Train(0), supervisor);
        var declined = registry.FishForMessage<UnitDeclined>(_ => true);
        Assert.Equal(TroubleKind.BadInput, declined.Cause);
        Assert.Contains(caps.Image(2), declined.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(caps.Image(3), declined.Reason, StringComparison.Ordinal);
        registry.LastSender.Tell(new UnitSettled(Attempt(0), IsLeftOver: false));

        File.WriteAllBytes(caps.Image(2), original);
        registry.FishForMessage<NodeHello>(hello => hello.Slots[0] == new SlotReport(1, null));
        var attempt = 0;
        AwaitAssert(() =>
        {
            agent.Tell(Train(1, ++attempt), supervisor);
            registry.FishForMessage<SlotTaken>(_ => true, TimeSpan.FromSeconds(1));
        });
        Assert.Equal(TestStudy.Unit(1), training.Next().Id);
    }

    [Fact]
    public void A_folder_that_holds_another_study_or_none_is_declined()
    {
        var agent = StartAgent(slots: 2);
        agent.Tell(Train(0) with { Study = "00ff" }, supervisor);
        Assert.Contains("another study", registry.FishForMessage<UnitDeclined>(_ => true).Reason, StringComparison.Ordinal);
        agent.Tell(Train(1, slot: 1) with { Folder = "/none/results" }, supervisor);
        Assert.Contains("/none/results", registry.FishForMessage<UnitDeclined>(declined => declined.Unit == Attempt(1)).Reason, StringComparison.Ordinal);
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        training.Dispose();
        caps.Dispose();
    }

    private void AssertTakenForKnown(IActorRef agent)
    {
        agent.Tell(Train(0), supervisor);
        agent.Tell(new AskHello(7));
        registry.FishForMessage<IWireMessage>(said =>
        {
            Assert.False(said is SlotTaken or UnitStopped);
            return said is NodeHello { Answers: 7 };
        });
    }

    private IActorRef StartAgent(int slots) => StartAgent(ComputeDevice.Cpus(slots));

    private IActorRef StartAgent(IReadOnlyList<ComputeDevice> slots) => Sys.ActorOf(NodeAgentActor.Props(new NodeSettings("node", new Workshop(slots), 1, caps.Cache, training, new ResultsWriter(JournalFile.WriteAsync)), registry));

    private UnitAttempt Attempt(int network, int attempt = 1) => new(submission.Run, TestStudy.Unit(network), new Attempt(attempt));

    private TrainUnit Train(int network, int attempt = 1, int slot = 0) =>
        new(Attempt(network, attempt), slot, submission.Spec.Digest(), submission.OutputDirectory, []);
}
