using Akka.Actor;
using Akka.TestKit;
using SliceActors.Actors.Hosting;
using SliceActors.Actors.Registry;
using SliceActors.Actors.Results;
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
using static SliceActors.Actors.Messages.RunMessages;
using static SliceActors.Runs.Messages.RegistryMessages;
using static SliceActors.Runs.Messages.TrainerMessages;

namespace SliceActors.Actors.Tests.Runs;

/// <summary>A supervisor among probes: nodes, the votes of its folds, and a client.</summary>
public abstract class SupervisorTest : ActorTest
{
    private readonly Dictionary<TestProbe, (string Name, IActorRef Agent)> nodes = [];
    private long grants;
    private readonly ResultsWriter results = new(JournalFile.WriteAsync);

    protected SupervisorTest(string settings = "")
        : base(settings)
    {
        Votes = CreateTestProbe("votes");
        Client = CreateTestProbe("client");
    }

    /// <summary>What the supervisor lives under.</summary>
    protected TestProbe Registry { get; private set; } = null!;

    protected TestProbe Votes { get; }

    protected TestProbe Client { get; }

    /// <summary>Waits for ever.</summary>
    private protected static readonly Patience Endless = new(TimeSpan.FromHours(1), TimeSpan.FromHours(1), AlsoOnResume: true);

    /// <summary>How long it waits for nodes.</summary>
    private protected Patience Patience { get; set; } = new(TimeSpan.Zero, TimeSpan.Zero, AlsoOnResume: false);

    /// <summary>Names its stay in a cluster; null on one machine.</summary>
    protected string? Stay { get; set; }

    protected RunCommands.SubmitRun Submission { get; set; } = TestStudy.Submission(slices: 3);

    /// <summary>A supervisor as it is after a start of the process: its journal may hold a run.</summary>
    protected IActorRef Start()
    {
        Registry = CreateTestProbe();
        return Registry.ChildActorOf(RunSupervisorActor.Props(
            new RunPlace(Submission.Run, null, Stay, IsOpen: true), new ResultTree(Submission.OutputDirectory), (_, _) => Props.Create(() => new Relay(Votes.Ref)), Patience));
    }

    protected IActorRef StartSubmitted()
    {
        var supervisor = Start();
        supervisor.Tell(new OpenRun(Submission), Client);
        Assert.False(Client.ExpectMsg<RunAccepted>().Known);
        return supervisor;
    }

    /// <summary>Gives the run a slot of a node, as the registry does.</summary>
    protected void Grant(IActorRef supervisor, TestProbe node, int slot = 0) => supervisor.Tell(new SlotGranted(nodes[node].Name, slot, ++grants), nodes[node].Agent);

    /// <summary>The agent that speaks for a node.</summary>
    protected IActorRef Agent(TestProbe node) => nodes[node].Agent;

    /// <summary>A node that begins, with all its slots given to the run.</summary>
    protected TestProbe StartNode(IActorRef supervisor, int slots, string? named = null)
    {
        var node = CreateTestProbe();
        var name = named ?? (nodes.Count == 0 ? "node" : $"node-{nodes.Count}");
        nodes.Add(node, (name, Sys.ActorOf(Props.Create(() => new WritingNode(name, results, node)))));
        supervisor.Tell(new NodeBegan(name, [], IsNew: true), Agent(node));
        for (var slot = 0; slot < slots; slot++)
        {
            Grant(supervisor, node, slot);
        }

        return node;
    }

    /// <summary>Loses a node, and waits until the supervisor awaits it no longer.</summary>
    protected void Lose(IActorRef supervisor, TestProbe node)
    {
        View(supervisor);
        while (Registry.HasMessages)
        {
            Registry.ReceiveOne();
        }

        supervisor.Tell(new NodeLost(nodes[node].Name), ActorRefs.NoSender);
        Registry.FishForMessage<SlotsWanted>(_ => true);
    }

    /// <summary>How many slots the run asked for last.</summary>
    protected int Wanted(IActorRef supervisor)
    {
        View(supervisor);
        SlotsWanted? last = null;
        while (Registry.HasMessages)
        {
            last = Registry.ReceiveOne() as SlotsWanted ?? last;
        }

        return last!.Count;
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

    /// <summary>Lets a unit finish; the trainer is answered.</summary>
    protected void Complete(IActorRef supervisor, UnitAttempt unit)
    {
        var trainer = CreateTestProbe();
        supervisor.Tell(new UnitFinished(unit, TestStudy.Outcome(unit.Unit)), trainer);
        Assert.Equal(new UnitSettled(unit, IsLeftOver: false), trainer.ExpectMsg<UnitSettled>());
    }

    /// <summary>The units whose vote is asked for.</summary>
    protected IEnumerable<UnitId> Voting() => Votes.ExpectMsg<MergeVote>().Completed.Select(outcome => outcome.Unit);

    protected static FoldSummary Summary(int fold) => new(new FoldIndex(fold), [], [], []);
}
