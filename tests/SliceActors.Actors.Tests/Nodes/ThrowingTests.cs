using Akka.Actor;
using Akka.TestKit;
using SliceActors.Actors.Hosting;
using SliceActors.Actors.Nodes;
using SliceActors.Actors.Results;
using SliceActors.Actors.Supervision;
using SliceActors.Actors.Tests.Support;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Messages;
using SliceActors.Testing;
using SliceActors.Testing.Clusters;
using static SliceActors.Runs.Messages.NodeMessages;
using static SliceActors.Runs.Messages.TrainerMessages;

namespace SliceActors.Actors.Tests.Nodes;

/// <summary>A node whose actors throw: whoever waits gets an answer, and slots come back.</summary>
public sealed class ThrowingTests : ActorTest
{
    private readonly FakeTraining training = new();
    private readonly TinyCaps caps = new();
    private readonly RunCommands.SubmitRun submission;
    private readonly TestProbe registry;

    public ThrowingTests()
    {
        submission = caps.Submission();
        registry = CreateTestProbe("registry");
    }

    [Fact]
    public async Task A_trainer_that_throws_is_replaced_and_its_thread_works_on()
    {
        var agent = StartAgent();
        agent.Tell(Train(0));
        var unit = training.Next();
        var recorded = unit.Epoch(0);
        registry.FishForMessage<EpochFinished>(_ => true);
        var first = registry.LastSender;

        first.Tell(Akka.Actor.Kill.Instance);

        registry.FishForMessage<EpochFinished>(_ => !registry.LastSender.Equals(first));
        registry.LastSender.Tell(new EpochRecorded(Attempt(0), 0));
        await recorded;
        Assert.False(unit.Cancellation.IsCancellationRequested);
        unit.Finish();
        Assert.Equal(Attempt(0), registry.FishForMessage<UnitFinished>(_ => true).Unit);
    }

    [Fact]
    public void A_trainer_that_throws_again_and_again_frees_its_unit_and_its_slot()
    {
        var agent = StartAgent();
        agent.Tell(Train(0));
        var unit = training.Next();
        unit.Epoch(0);
        IActorRef? before = null;
        for (var time = 0; time < 3; time++)
        {
            registry.FishForMessage<EpochFinished>(_ => !registry.LastSender.Equals(before));
            before = registry.LastSender;
            before.Tell(Akka.Actor.Kill.Instance);
        }

        registry.FishForMessage<UnitStopped>(stopped => stopped.Unit == Attempt(0));
        AwaitAssert(() => Assert.True(unit.Cancellation.IsCancellationRequested));
        registry.FishForMessage<NodeHello>(hello => hello.Slots[0] is { Started: > 0, Unit: null });
        agent.Tell(Train(0, attempt: 2));
        Assert.Equal(TestStudy.Unit(0), training.Next().Id);
    }

    [Fact]
    public void A_training_that_throws_what_nobody_foresaw_breaks_its_unit_alone()
    {
        var agent = StartAgent();
        agent.Tell(Train(0));
        training.Next().Fail(new AggregateException(new InvalidCastException("out of luck")));

        var broken = registry.FishForMessage<UnitBroken>(_ => true);
        Assert.Equal(Attempt(0), broken.Unit);
        registry.FishForMessage<NodeHello>(hello => hello.Slots[0] is { Started: > 0, Unit: null });
        agent.Tell(Train(1));
        Assert.Equal(TestStudy.Unit(1), training.Next().Id);
    }

    [Fact]
    public void A_loader_whose_work_throws_is_an_answer_and_the_next_unit_gets_another_loader()
    {
        var agent = StartAgent();
        agent.Tell(Train(0) with { Folder = "/none/results" });

        Assert.Equal(Attempt(0), registry.FishForMessage<UnitDeclined>(_ => true).Unit);
        registry.LastSender.Tell(new UnitSettled(Attempt(0), IsLeftOver: false));
        TrainsAgain(agent);
    }

    [Fact]
    public void A_loader_that_throws_is_an_answer_for_those_who_wait_for_it()
    {
        var agent = StartAgent();
        using (new FileStream(Assert.Single(Directory.GetFiles(caps.Cache.Folder, "*.slices")), FileMode.Open, FileAccess.Read, FileShare.None))
        {
            // The loader waits for the store that somebody else has for themselves; it is the agent's first child.
            agent.Tell(Train(0));
            registry.FishForMessage<NodeHello>(hello => hello.Slots[0].Unit is not null);
            Sys.ActorSelection(agent.Path / "$a").Tell(Akka.Actor.Kill.Instance);
            Assert.Equal(TroubleKind.Storage, registry.FishForMessage<UnitDeclined>(_ => true).Cause);
            registry.LastSender.Tell(new UnitSettled(Attempt(0), IsLeftOver: false));
        }

        TrainsAgain(agent);
    }

    [Fact]
    public void An_agent_that_throws_is_started_again_and_speaks_for_the_threads_that_work_on()
    {
        var agent = Sys.ActorOf(Backoffs.Over(AgentProps(slots: 2), "agent", retries: 4));
        agent.Tell(Train(0));
        var unit = training.Next();
        registry.FishForMessage<NodeHello>(hello => hello.Slots[0].Unit == Attempt(0));
        Sys.ActorSelection(agent.Path / "agent").Tell(Akka.Actor.Kill.Instance);

        var first = registry.LastSender;
        registry.FishForMessage<NodeHello>(hello => !registry.LastSender.Equals(first) && hello.Slots[0] == new SlotReport(1, Attempt(0)));
        Assert.False(unit.Cancellation.IsCancellationRequested);
        unit.Finish();
        Assert.Equal(Attempt(0), registry.FishForMessage<UnitFinished>(_ => true).Unit);
        registry.LastSender.Tell(new UnitSettled(Attempt(0), IsLeftOver: false));
        TrainsAgain(agent, slots: 2);
    }

    [Fact]
    public void An_agent_that_dies_while_slices_are_prepared_has_them_prepared_again()
    {
        var agent = Sys.ActorOf(Backoffs.Over(AgentProps(), "agent", retries: 4));
        using (new FileStream(Assert.Single(Directory.GetFiles(caps.Cache.Folder, "*.slices")), FileMode.Open, FileAccess.Read, FileShare.None))
        {
            agent.Tell(Train(0));
            registry.FishForMessage<NodeHello>(hello => hello.Slots[0].Unit is not null);
            var first = registry.LastSender;
            Sys.ActorSelection(agent.Path / "agent").Tell(Akka.Actor.Kill.Instance);
            registry.FishForMessage<NodeHello>(hello => !registry.LastSender.Equals(first) && hello.Slots[0].Unit == Attempt(0));
        }

        Assert.Equal(TestStudy.Unit(0), training.Next().Id);
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        training.Dispose();
        caps.Dispose();
    }

    private IActorRef StartAgent() => Sys.ActorOf(AgentProps());

    private Props AgentProps(int slots = 1) => NodeAgentActor.Props(new NodeSettings("node", new Workshop(ComputeDevice.Cpus(slots)), 1, caps.Cache, training, new ResultsWriter(JournalFile.WriteAsync)), registry);

    private void TrainsAgain(IActorRef agent, int slots = 1)
    {
        registry.FishForMessage<NodeHello>(hello => hello.Slots.All(slot => slot.Unit is null));
        agent.Tell(Train(1));
        Assert.Equal(TestStudy.Unit(1), training.Next().Id);
    }

    private UnitAttempt Attempt(int network, int attempt = 1) => new(submission.Run, TestStudy.Unit(network), new Attempt(attempt));

    private TrainUnit Train(int network, int attempt = 1) =>
        new(Attempt(network, attempt), 0, submission.Spec.Digest(), submission.OutputDirectory, []);
}
