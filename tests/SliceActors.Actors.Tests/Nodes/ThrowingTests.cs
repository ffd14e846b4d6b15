using Akka.Actor;
using Akka.TestKit;
using SliceActors.Actors.Nodes;
using SliceActors.Actors.Registry;
using SliceActors.Actors.Supervision;
using SliceActors.Actors.Tests.Support;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using SliceActors.Testing;
using static SliceActors.Actors.Messages.RunMessages;
using static SliceActors.Runs.Messages.NodeMessages;
using static SliceActors.Runs.Messages.RegistryMessages;
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
    public void A_trainer_that_throws_frees_its_unit_and_its_slot()
    {
        var agent = StartAgent();
        agent.Tell(Train(0));
        var unit = training.Next();
        unit.Epoch(0);
        registry.FishForMessage<EpochFinished>(_ => true);

        registry.LastSender.Tell(Akka.Actor.Kill.Instance);

        registry.FishForMessage<UnitStopped>(stopped => stopped.Unit == Attempt(0));
        Assert.True(unit.Cancellation.IsCancellationRequested);
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
    public void An_agent_that_throws_stops_its_threads_is_started_again_and_trains_on()
    {
        var agent = Sys.ActorOf(Backoffs.Over(AgentProps(slots: 2), "agent", retries: 4));
        agent.Tell(Train(0));
        var unit = training.Next();

        // A slot that no node has.
        agent.Tell(Train(1) with { Slot = -1 });

        registry.FishForMessage<UnitStopped>(stopped => stopped.Unit == Attempt(0));
        AwaitAssert(() => Assert.Equal(0, training.Running));
        Assert.True(unit.Cancellation.IsCancellationRequested);
        TrainsAgain(agent, slots: 2);
    }

    [Fact]
    public void A_trainer_whose_supervisor_has_gone_for_good_ends()
    {
        var supervisor = CreateTestProbe("supervisor");
        var real = Sys.ActorOf(RunRegistryActor.Props(_ => Props.Create(() => new Relay(supervisor.Ref)), "journal.db"));
        var agent = Sys.ActorOf(NodeAgentActor.Props(new NodeSettings("node", 1, 1, caps.Cache, training), real));
        real.Tell(new OpenRun(submission));
        supervisor.FishForMessage<NodeBegan>(_ => true);
        agent.Tell(Train(0));
        training.Next();

        AwaitAssert(() =>
        {
            Sys.ActorSelection(real.Path / $"run-{submission.Run}").Tell(new InvalidOperationException("out of luck"));
            Assert.Equal(0, training.Running);
        });
        AwaitAssert(() =>
        {
            agent.Tell(Train(1));
            Assert.Equal(1, training.Running);
        });
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        training.Dispose();
        caps.Dispose();
    }

    private IActorRef StartAgent() => Sys.ActorOf(AgentProps());

    private Props AgentProps(int slots = 1) => NodeAgentActor.Props(new NodeSettings("node", slots, 1, caps.Cache, training), registry);

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
