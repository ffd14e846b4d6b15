using System.Collections.Immutable;
using Akka.Actor;
using SliceActors.Actors.Registry;
using SliceActors.Actors.Tests.Support;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using SliceActors.Testing;
using static SliceActors.Actors.Messages.RunMessages;
using static SliceActors.Runs.Messages.NodeMessages;
using static SliceActors.Runs.Messages.RegistryMessages;

namespace SliceActors.Actors.Tests.Registry;

public sealed class RunRegistryTests : ActorTest
{
    private static readonly ImmutableDictionary<string, string> NoneAvoided = ImmutableDictionary<string, string>.Empty;

    private readonly RunCommands.SubmitRun submission = TestStudy.Submission(slices: 1);

    [Fact]
    public void A_new_run_gets_to_know_the_nodes_after_it_has_its_wish_and_slots_when_it_asks()
    {
        var (supervisor, node) = (CreateTestProbe(), CreateTestProbe());
        var registry = Sys.ActorOf(RunRegistryActor.Props(_ => Props.Create(() => new Relay(supervisor.Ref)), "journal.db"));
        registry.Tell(new NodeHello("node", [new SlotReport(0, null), new SlotReport(0, null)]), node);
        registry.Tell(new GoOnWithRun(submission, true), TestActor);
        supervisor.ExpectMsg<GoOnWithRun>();
        Assert.Equal(TestActor, supervisor.LastSender);
        registry.Tell(new SupervisorBegan(submission.Run));

        // A hello that was underway already says nothing of what was sent since.
        SlotReport[] slots = [new(1, new UnitAttempt(submission.Run, TestStudy.Unit(0), new Attempt(1))), new(0, null)];
        registry.Tell(new NodeHello("node", [new SlotReport(0, null), new SlotReport(0, null)]), node);
        registry.Tell(new NodeHello("node", [.. slots], node.ExpectMsg<AskHello>().Question), node);
        var began = supervisor.ExpectMsg<NodeBegan>();
        Assert.Equal(("node", false), (began.Node, began.IsNew));
        Assert.Equal(slots[0].Unit, Assert.Single(began.InHand));
        Assert.Equal(node.Ref, supervisor.LastSender);
        registry.Tell(new NodeHello("node", [new SlotReport(1, null), new SlotReport(0, null)]), node);

        registry.Tell(new SlotsWanted(submission.Run, 1, NoneAvoided));
        var granted = supervisor.ExpectMsg<SlotGranted>();
        Assert.Equal(new SlotGranted("node", 0, granted.Number), granted);
        Assert.Equal(node.Ref, supervisor.LastSender);
        registry.Tell(new SlotReturned(submission.Run, granted));
        registry.Tell(new SlotsWanted(submission.Run, 2, NoneAvoided));
        supervisor.ExpectMsg<SlotGranted>();
        supervisor.ExpectMsg<SlotGranted>();
        registry.Tell(new SlotsWanted(submission.Run, 1, NoneAvoided.Add("node", "full disk")));
        supervisor.ExpectMsg<NoNodeLeft>();
        Kill(node);
        Assert.Equal("node", supervisor.ExpectMsg<NodeLost>().Node);
    }

    [Fact]
    public void An_agent_that_was_started_again_takes_the_place_of_the_one_before()
    {
        var (supervisor, earlier, later) = (CreateTestProbe(), CreateTestProbe(), CreateTestProbe());
        var registry = Sys.ActorOf(RunRegistryActor.Props(_ => Props.Create(() => new Relay(supervisor.Ref)), "journal.db"));
        registry.Tell(new GoOnWithRun(submission, false));
        supervisor.ExpectMsg<GoOnWithRun>();
        registry.Tell(new NodeHello("node", [new SlotReport(3, null)]), earlier);
        supervisor.ExpectMsg<NodeBegan>();
        registry.Tell(new NodeHello("node", [new SlotReport(3, null)]), later);
        supervisor.ExpectMsg<NodeBegan>();
        Assert.Equal(later.Ref, supervisor.LastSender);
        Kill(earlier);

        registry.Tell(new SlotsWanted(submission.Run, 1, NoneAvoided));
        supervisor.ExpectMsg<SlotGranted>();
        Assert.Equal(later.Ref, supervisor.LastSender);
    }

    [Fact]
    public void A_run_that_asks_what_a_node_trains_gets_the_word_that_the_node_said_after_that()
    {
        var (supervisor, asked, other) = (CreateTestProbe(), CreateTestProbe(), CreateTestProbe());
        var registry = Sys.ActorOf(RunRegistryActor.Props(_ => Props.Create(() => new Relay(supervisor.Ref)), "journal.db"));
        registry.Tell(new NodeHello("asked", [new SlotReport(0, null)]), asked);
        registry.Tell(new NodeHello("other", [new SlotReport(0, null)]), other);
        registry.Tell(new OpenRun(submission));
        supervisor.ExpectMsg<OpenRun>();
        registry.Tell(new GetInHand(submission.Run, ["asked"]));
        var question = asked.ExpectMsg<AskHello>().Question;
        registry.Tell(new NodeHello("asked", [new SlotReport(0, null)]), asked);
        Assert.Equal(question, asked.ExpectMsg<AskHello>().Question);

        var unit = new UnitAttempt(submission.Run, TestStudy.Unit(0), new Attempt(1));
        var ended = unit with { Attempt = new Attempt(2) };
        var ofAnotherRun = unit with { Run = new RunId("another") };
        registry.Tell(new NodeHello("asked", [new SlotReport(1, unit)], question) { Unanswered = [ended, ofAnotherRun] }, asked);
        Assert.True(supervisor.ExpectMsg<NodeBegan>().InHand.SetEquals([unit, ended]));
        Assert.Equal(asked.Ref, supervisor.LastSender);
        Assert.False(other.HasMessages);
    }

    [Fact]
    public void A_run_that_is_not_here_is_refused()
    {
        var registry = Sys.ActorOf(RunRegistryActor.Props(_ => throw new InvalidOperationException("No run was submitted."), "journal.db"));
        registry.Tell(new GetRun(submission.Run));
        ExpectMsg<Refused>();
        registry.Tell(new StopRun(submission.Run));
        ExpectMsg<Refused>();
        registry.Tell(new GetRuns());
        Assert.Empty(ExpectMsg<RunList>().Runs);
    }

    [Fact]
    public void Runs_are_listed()
    {
        var registry = Sys.ActorOf(RunRegistryActor.Props(_ => Props.Create(() => new Relay(TestActor)), "journal.db"));
        registry.Tell(new OpenRun(submission));
        ExpectMsg<OpenRun>();
        registry.Tell(new GetRuns());
        Assert.Equal([submission.Run], ExpectMsg<RunList>().Runs.Select(entry => entry.Run));
    }
}
