using Akka.Actor;
using SliceActors.Actors.Registry;
using SliceActors.Actors.Tests.Support;
using SliceActors.Runs.Commands;
using SliceActors.Testing;
using static SliceActors.Runs.Messages.NodeMessages;
using static SliceActors.Runs.Messages.RegistryMessages;

namespace SliceActors.Actors.Tests.Registry;

public sealed class RunRegistryTests : ActorTest
{
    private readonly RunCommands.SubmitRun submission = TestStudy.Submission(slices: 1);

    [Fact]
    public void A_new_run_is_introduced_to_the_nodes_after_it_has_its_wish()
    {
        var (supervisor, node) = (CreateTestProbe(), CreateTestProbe());
        var registry = Sys.ActorOf(RunRegistryActor.Props(_ => Props.Create(() => new Relay(supervisor.Ref))));
        registry.Tell(new SlotsOffered("node", 1, 1), node);
        registry.Tell(new ResumeRun(submission, true), TestActor);
        supervisor.ExpectMsg<ResumeRun>();
        Assert.Equal(TestActor, supervisor.LastSender);
        supervisor.ExpectMsg<SlotsOffered>();
        Assert.Equal(node.Ref, supervisor.LastSender);

        registry.Tell(new SlotsOffered("node", 0, 1), node);
        Assert.Equal(0, supervisor.ExpectMsg<SlotsOffered>().Free);
        Assert.Equal(node.Ref, supervisor.LastSender);
    }

    [Fact]
    public void A_run_that_is_not_here_is_refused()
    {
        var registry = Sys.ActorOf(RunRegistryActor.Props(_ => throw new InvalidOperationException("No run was submitted.")));
        registry.Tell(new GetRun(submission.Run));
        ExpectMsg<Refused>();
        registry.Tell(new CancelRun(submission.Run));
        ExpectMsg<Refused>();
        registry.Tell(new GetRuns());
        Assert.Empty(ExpectMsg<RunList>().Runs);
    }

    [Fact]
    public void Runs_are_listed()
    {
        var registry = Sys.ActorOf(RunRegistryActor.Props(_ => Props.Create(() => new Relay(TestActor))));
        registry.Tell(new SubmitRun(submission));
        ExpectMsg<SubmitRun>();
        registry.Tell(new GetRuns());
        Assert.Equal([submission.Run], ExpectMsg<RunList>().Runs.AsEnumerable());
    }
}
