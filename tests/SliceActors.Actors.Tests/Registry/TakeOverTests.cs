using Akka.Actor;
using Akka.TestKit;
using SliceActors.Actors.Registry;
using SliceActors.Actors.Tests.Support;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Events;
using SliceActors.Testing;
using static SliceActors.Actors.Messages.RunMessages;
using static SliceActors.Runs.Messages.ClientMessages;
using static SliceActors.Runs.Messages.JournalMessages;
using static SliceActors.Runs.Messages.NodeMessages;
using static SliceActors.Runs.Messages.RegistryMessages;

namespace SliceActors.Actors.Tests.Registry;

/// <summary>Runs that come to a cluster and leave it: each stay has a supervisor and events of its own.</summary>
public sealed class TakeOverTests : ActorTest
{
    private readonly RunCommands.SubmitRun submission = TestStudy.Submission(1);
    private readonly TestProbe supervisors;
    private readonly List<RunPlace> started = [];
    private readonly IActorRef registry;

    public TakeOverTests()
    {
        supervisors = CreateTestProbe();
        registry = Sys.ActorOf(RunRegistryActor.Props(Started, "the database"));
    }

    [Fact]
    public void All_parts_of_a_history_go_to_one_supervisor_of_that_stay()
    {
        foreach (var part in (int[])[0, 1, 2])
        {
            registry.Tell(TakeOver("first", part, of: 3));
            Assert.Equal(part, supervisors.ExpectMsg<TakeOverRun>().Part.Index);
        }

        Assert.Equal(("first", 30), (started.Single().Stay, started.Single().Priority));
    }

    [Fact]
    public void A_run_in_the_hands_of_the_cluster_is_not_taken_over_a_second_time()
    {
        registry.Tell(TakeOver("first"));
        supervisors.ExpectMsg<TakeOverRun>();

        registry.Tell(TakeOver("second"));

        Assert.Contains("is in the hands of this cluster already", ExpectMsg<Refused>().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stay_that_has_ended_does_not_begin_again_and_the_next_one_keeps_the_priority()
    {
        registry.Tell(TakeOver("first"));
        supervisors.ExpectMsg<TakeOverRun>();
        registry.Tell(new RunEnded(submission.Run, "first"));

        registry.Tell(TakeOver("first"));
        Assert.Contains("its events were given back", ExpectMsg<Refused>().Reason, StringComparison.Ordinal);

        registry.Tell(TakeOver("second", priority: null));
        Assert.Equal("second", supervisors.ExpectMsg<TakeOverRun>().Stay);
        Assert.Equal([("first", 30), ("second", 30)], started.Select(place => (place.Stay!, place.Priority)));
    }

    [Fact]
    public void The_end_of_a_stay_that_is_said_twice_does_not_end_the_next_one()
    {
        registry.Tell(TakeOver("first"));
        registry.Tell(new RunEnded(submission.Run, "first"));
        registry.Tell(TakeOver("second"));

        registry.Tell(new RunEnded(submission.Run, "first"));

        registry.Tell(new GetRuns());
        Assert.True(Assert.Single(ExpectMsg<RunList>().Runs).IsOpen);
    }

    [Fact]
    public void A_run_without_history_that_is_not_known_is_refused_and_leaves_no_trace()
    {
        registry.Tell(new TakeOverRun(submission, "first", RetryFailed: false, new JournalPart(0, 1, [])));
        Assert.Contains("does not know of it", ExpectMsg<Refused>().Reason, StringComparison.Ordinal);

        registry.Tell(new GetRuns());
        Assert.Empty(ExpectMsg<RunList>().Runs);
    }

    [Fact]
    public void A_wish_said_again_goes_to_the_same_node_and_to_another_one_when_that_is_gone()
    {
        registry.Tell(new SubmitStudy("wish", [], "/"));
        Assert.Equal(string.Empty, ExpectMsg<StudyUnderCheck>().Node);
        var nodes = new[] { CreateTestProbe(), CreateTestProbe() };
        foreach (var (number, node) in nodes.Index())
        {
            registry.Tell(new NodeHello($"node-{number}", []) { HasDesk = true }, node);
        }

        registry.Tell(new SubmitStudy("wish", [], "/"));
        registry.Tell(new SubmitStudy("wish", [], "/"));
        nodes[0].FishForMessage<SubmitStudy>(_ => true);
        nodes[0].ExpectMsg<SubmitStudy>();
        Sys.Stop(nodes[0].Ref);
        AwaitAssert(() =>
        {
            registry.Tell(new SubmitStudy("wish", [], "/"));
            nodes[1].ExpectMsg<SubmitStudy>(TimeSpan.FromMilliseconds(100));
        });
    }

    [Fact]
    public void A_node_is_drained_by_the_first_letters_of_its_name()
    {
        var (one, other) = (CreateTestProbe(), CreateTestProbe());
        registry.Tell(new NodeHello("alpha-1", []), one);
        registry.Tell(new NodeHello("alpha-2", []), other);

        registry.Tell(new DrainNode("alpha"));
        Assert.Contains("alpha-1, alpha-2", ExpectMsg<Refused>().Reason, StringComparison.Ordinal);
        registry.Tell(new DrainNode("beta"));
        Assert.Contains("There is no trainer node beta", ExpectMsg<Refused>().Reason, StringComparison.Ordinal);
        registry.Tell(new DrainNode("alpha-2"));
        Assert.Equal("alpha-2", Assert.Single(ExpectMsg<NodeList>().Nodes).Node);
        other.FishForMessage<DrainNode>(_ => true);
    }

    private Props Started(RunPlace place)
    {
        started.Add(place);
        return Props.Create(() => new Relay(supervisors.Ref));
    }

    private TakeOverRun TakeOver(string stay, int part = 0, int of = 1, int? priority = 30) =>
        new(submission, stay, RetryFailed: false, new JournalPart(part, of, [RunEvents.RunSubmitted.Of(submission)]), priority);
}
