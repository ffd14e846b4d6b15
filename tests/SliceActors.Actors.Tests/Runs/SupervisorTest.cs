using Akka.Actor;
using Akka.TestKit;
using SliceActors.Actors.Runs;
using SliceActors.Actors.Tests.Support;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Queries;
using SliceActors.Testing;
using static SliceActors.Actors.Messages.FoldMessages;
using static SliceActors.Runs.Messages.NodeMessages;
using static SliceActors.Runs.Messages.RegistryMessages;
using static SliceActors.Runs.Messages.TrainerMessages;

namespace SliceActors.Actors.Tests.Runs;

/// <summary>A supervisor among probes: nodes, the votes of its folds, and a client.</summary>
public abstract class SupervisorTest : ActorTest
{
    protected SupervisorTest()
    {
        Votes = CreateTestProbe("votes");
        Client = CreateTestProbe("client");
    }

    protected TestProbe Votes { get; }

    protected TestProbe Client { get; }

    protected RunCommands.SubmitRun Submission { get; set; } = TestStudy.Submission(slices: 3);

    /// <summary>A supervisor as it is after a start of the process: its journal may hold a run.</summary>
    protected IActorRef Start() => Sys.ActorOf(RunSupervisorActor.Props(Submission.Run, new ResultTree(Submission.OutputDirectory), new ResultTables(), (_, _) => Props.Create(() => new Relay(Votes.Ref))));

    protected IActorRef StartSubmitted()
    {
        var supervisor = Start();
        supervisor.Tell(new SubmitRun(Submission), Client);
        Assert.False(Client.ExpectMsg<RunAccepted>().Known);
        return supervisor;
    }

    protected static void Offer(IActorRef supervisor, TestProbe node, int free, int total) => supervisor.Tell(new SlotsOffered("node", free, total), node);

    protected TestProbe StartNode(IActorRef supervisor, int slots)
    {
        var node = CreateTestProbe();
        Offer(supervisor, node, slots, slots);
        return node;
    }

    /// <summary>What the supervisor says of the run, once it has done all that it was asked before.</summary>
    protected RunView View(IActorRef supervisor)
    {
        supervisor.Tell(new GetRun(Submission.Run), Client);
        return Client.ExpectMsg<RunStands>().View;
    }

    /// <summary>The same once the run is over: the summary of its folds is written before, off the supervisor's thread.</summary>
    protected RunView ViewOnceOver(IActorRef supervisor)
    {
        RunView? view = null;
        AwaitCondition(() => (view = View(supervisor)).IsOver);
        return view!;
    }

    /// <summary>Lets a unit finish and its predictions be stored; the trainer is answered.</summary>
    protected void Complete(IActorRef supervisor, UnitAttempt unit)
    {
        var trainer = CreateTestProbe();
        supervisor.Tell(new UnitFinished(unit, TestStudy.Outcome(unit.Unit)), trainer);
        var record = Votes.ExpectMsg<RecordPredictions>();
        Assert.Equal(unit, record.Unit);
        Votes.Reply(new PredictionsStored(record.Unit, record.Outcome));
        Assert.Equal(new UnitSettled(unit, IsCompleted: true), trainer.ExpectMsg<UnitSettled>());
    }

    protected static FoldSummary Summary(int fold) => new(new FoldIndex(fold), [], [], []);
}
