using Akka.Actor;
using Akka.Event;
using SliceActors.Actors.Supervision;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Events;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using SliceActors.Wire;
using static SliceActors.Actors.Messages.RunMessages;
using static SliceActors.Runs.Messages.ClientMessages;
using static SliceActors.Runs.Messages.HistoryMessages;
using static SliceActors.Runs.Messages.JournalMessages;
using static SliceActors.Runs.Messages.NodeMessages;
using static SliceActors.Runs.Messages.RegistryMessages;
using static SliceActors.Runs.Messages.TrainerMessages;

namespace SliceActors.Actors.Registry;

/// <summary>
/// Accepts, lists and finds runs, and is the one address by which nodes, trainers and clients reach a run, wherever and however often its supervisor is
/// started. Its journal knows which runs are open: a registry that starts later starts them again.
/// </summary>
internal sealed class RunRegistryActor : JournaledActor
{
    private readonly Dictionary<RunId, IActorRef> supervisors = [];
    private readonly Dictionary<RunId, SupervisorTroubled> troubles = [];
    private readonly NodeDirectory nodes = new(((ExtendedActorSystem)Context.System).Provider.DefaultAddress);
    private readonly SlotBroker broker = new();
    private readonly RunPlaces places = new();
    private readonly Desks desks = new();
    private readonly Introductions introductions = new();
    private readonly Func<RunPlace, Props> supervisorProps;
    private readonly string journal;
    private readonly Action<string>? onTrouble;
    private readonly IActorRef? history;
    private (IActorRef Requester, RunId Run)? opening;

    public RunRegistryActor(Func<RunPlace, Props> supervisorProps, string journal, Action<string>? onTrouble, Props? history)
    {
        this.history = history is null ? null : Context.ActorOf(Backoffs.Over(history, "reader", Backoffs.ForEver), "history");
        this.onTrouble = onTrouble;
        this.supervisorProps = supervisorProps;
        this.journal = journal;
        Recover<IRegistryEvent>(places.Apply);
        Command<OpenRun>(submit => Begin(submit.Submission, null, submit));
        Command<GoOnWithRun>(resume => Begin(resume.Submission, null, resume));
        Command<TakeOverRun>(TakeOver);
        Command<SubmitStudy>(submit => ForwardToDesk(submit.Wish, submit));
        Command<ResumeStudy>(resume => ForwardToDesk(resume.Wish, resume));
        Command<GetNodes>(_ => Sender.Tell(MessageSize.Fitted(nodes.List(broker.NotFor))));
        Command<StopRun>(cancel => ForwardToKnown(cancel.Run, cancel));
        Command<HoldRun>(hold => ForwardToKnown(hold.Run, hold));
        Command<DrainNode>(Drain);
        Command<GetRun>(get => ForwardToKnown(get.Run, get));
        Command<GetEvents>(Tell);
        Command<GetRuns>(_ => Sender.Tell(MessageSize.Fitted(new RunList([.. places.Entries]))));
        Command<NodeHello>(Introduce);
        Command<SupervisorBegan>(AskNodes);
        Command<GetInHand>(get => Ask(get.Run, nodes.AgentsOf(get.Nodes)));
        Command<SlotsWanted>(wanted =>
        {
            if (supervisors.ContainsKey(wanted.Run))
            {
                broker.Want(wanted.Run, wanted.Count, wanted.Avoided, places.Of(wanted.Run)!.Priority);
                Deal();
            }
        });
        Command<SlotReturned>(returned =>
        {
            broker.Return(new(returned.Run, returned.Slot.Node, returned.Slot.Slot, returned.Slot.Number));
            Deal();
        });
        Command<SlotTaken>(taken => ForwardReport(taken.Unit, taken));
        Command<BatchFinished>(finished => ForwardReport(finished.Unit, finished));
        Command<EpochFinished>(finished => ForwardReport(finished.Unit, finished));
        Command<UnitFinished>(finished => ForwardReport(finished.Unit, finished));
        Command<UnitBroken>(broken => ForwardReport(broken.Unit, broken));
        Command<UnitDeclined>(declined => ForwardReport(declined.Unit, declined));
        Command<UnitStopped>(stopped => ForwardReport(stopped.Unit, stopped));
        Command<RunEnded>(Close);
        Command<SupervisorTroubled>(troubled => troubles[troubled.Run] = troubled);
        Command<Terminated>(terminated => Forget(terminated.ActorRef));
    }

    public override string PersistenceId => "registry";

    /// <param name="supervisorProps">Makes the supervisor of a run.</param>
    /// <param name="journal">Where the journal is, for people.</param>
    /// <param name="onTrouble">Is told, as a sentence, why the registry stops; it may be started again.</param>
    /// <param name="history">Reads the events of runs for clients; null where there are none.</param>
    public static Props Props(Func<RunPlace, Props> supervisorProps, string journal, Action<string>? onTrouble = null, Props? history = null) =>
        Akka.Actor.Props.Create(() => new RunRegistryActor(supervisorProps, journal, onTrouble, history));

    protected override void OnReplaySuccess()
    {
        foreach (var run in places.Open)
        {
            Supervisor(run);
        }
    }

    protected override void SayTrouble(Exception cause)
    {
        Context.GetLogger().Warning(cause, "The journal of the registry failed.");
        var reason = JournalWords.Of(journal, cause);
        onTrouble?.Invoke(reason);
        if (opening is var (requester, run))
        {
            requester.Tell(new RunTroubled(run, reason, TroubleKind.Storage));
        }
    }

    private void Introduce(NodeHello hello)
    {
        if (nodes.Note(Sender, hello))
        {
            Context.Watch(Sender);
            foreach (var earlier in nodes.Others(hello.Node, Sender))
            {
                Context.Unwatch(earlier);
                nodes.Remove(earlier);
                introductions.Forget(earlier);
                broker.Lose(hello.Node);
            }
        }

        if (broker.Note(hello.Node, hello.Slots, hello.IsDraining))
        {
            foreach (var (run, supervisor) in supervisors)
            {
                supervisor.Forward(Began(hello, run, isNew: true));
            }
        }

        foreach (var run in introductions.Answered(Sender, hello.Answers))
        {
            if (supervisors.TryGetValue(run, out var supervisor))
            {
                supervisor.Forward(Began(hello, run, isNew: false));
            }
        }

        if (introductions.Open(Sender) is { } question)
        {
            // The question, or its answer, was lost.
            Sender.Tell(new AskHello(question));
        }

        Deal();
    }

    private static NodeBegan Began(NodeHello hello, RunId run, bool isNew) => new(
        hello.Node,
        [.. hello.Slots.Select(slot => slot.Unit).OfType<UnitAttempt>().Concat(hello.Unanswered).Where(unit => unit.Run == run)],
        isNew,
        hello.Numerics);

    private void Deal()
    {
        foreach (var grant in broker.Deal())
        {
            supervisors[grant.Run].Tell(new SlotGranted(grant.Node, grant.Slot, grant.Number), nodes.AgentOf(grant.Node));
        }

        foreach (var run in broker.Stranded())
        {
            supervisors[run].Tell(new NoNodeLeft());
        }
    }

    private void Begin(RunCommands.SubmitRun submission, string? stay, IWireMessage wish, int priority = UsualPriority)
    {
        var run = submission.Run;
        if (places.IsOpen(run))
        {
            ForwardWish(run, wish);
            return;
        }

        opening = (Sender, run);
        Persist(new RegistryEvents.RunOpened(run, submission.OutputDirectory, stay, priority), opened =>
        {
            opening = null;
            if (places.Of(run) is { } before && before.Stay != stay)
            {
                // It knows only the events of the stay before.
                StopSupervisor(run);
            }

            places.Apply(opened);
            ForwardWish(run, wish);
        });
    }

    private void TakeOver(TakeOverRun take)
    {
        var run = take.Submission.Run;
        if (places.RefusalOf(take) is { } refusal)
        {
            Sender.Tell(new Refused(refusal));
            return;
        }

        // Who only goes on with a run does not change its priority.
        Begin(take.Submission, take.Stay, take, take.Priority ?? places.Of(run)?.Priority ?? UsualPriority);
    }

    private void StopSupervisor(RunId run)
    {
        if (supervisors.Remove(run, out var earlier))
        {
            Context.Unwatch(earlier);
            Context.Stop(earlier);
            broker.Forget(run);
        }
    }

    private void ForwardToDesk(string wish, IWireMessage message)
    {
        if (desks.For(wish, nodes.WithDesk) is { } agent)
        {
            agent.Forward(message);
        }
        else
        {
            Sender.Tell(new StudyUnderCheck(string.Empty));
        }
    }

    private void Drain(DrainNode drain)
    {
        var (agent, answer) = nodes.Leaving(drain.Node, broker.NotFor);
        agent?.Tell(drain);
        Sender.Tell(answer);
    }

    private void ForwardWish(RunId run, IWireMessage wish) => Supervisor(run, wish);

    /// <summary>
    /// Finds or starts the supervisor of a run. A wish comes first of all: a slot would set a recovered run to work before it is known whether failed units
    /// are to be tried again.
    /// </summary>
    private void Supervisor(RunId run, IWireMessage? wish = null)
    {
        if (supervisors.TryGetValue(run, out var known))
        {
            if (wish is not null)
            {
                known.Forward(wish);
            }

            return;
        }

        troubles.Remove(run);
        var (self, place) = (Self, places.Of(run)!);
        var supervisor = Context.ActorOf(
            Backoffs.Over(
                supervisorProps(place),
                "supervisor",
                Backoffs.RetriesFor(place.Stay),
                trouble => self.Tell(new SupervisorTroubled(run, $"The supervisor of the run failed: {trouble.Message}", TroubleKind.Storage))),
            place.PersistenceId);
        Context.Watch(supervisor);
        supervisors.Add(run, supervisor);
        if (wish is not null)
        {
            supervisor.Forward(wish);
        }
    }

    /// <summary>
    /// A supervisor that was started again lost what it was given: a slot that it never used would be nobody's for ever. What is in training the nodes know,
    /// at this moment: their last word may be older than what the supervisor before sent them.
    /// </summary>
    private void AskNodes(SupervisorBegan began)
    {
        broker.Forget(began.Run);
        Ask(began.Run, nodes.Agents);
    }

    private void Ask(RunId run, IEnumerable<IActorRef> agents)
    {
        foreach (var agent in agents)
        {
            agent.Tell(new AskHello(introductions.Ask(agent, run)));
        }
    }

    private void Close(RunEnded ended)
    {
        if (places.Of(ended.Run) is { IsOpen: true } place && place.Stay == ended.Stay)
        {
            Persist(new RegistryEvents.RunClosed(ended.Run), places.Apply);
        }
    }

    private void ForwardToKnown(RunId run, IWireMessage message)
    {
        if (supervisors.TryGetValue(run, out var supervisor))
        {
            supervisor.Forward(message);
        }
        else if (troubles.TryGetValue(run, out var trouble))
        {
            Sender.Tell(new RunTroubled(run, trouble.Reason, trouble.Kind));
        }
        else if (places.Of(run) is not null)
        {
            // It is over, and nobody has asked for it since this registry began.
            Supervisor(run, message);
        }
        else
        {
            Sender.Tell(new Refused($"Run {run} is not known here."));
        }
    }

    /// <summary>What happened in a run the journal knows, whether somebody works at it or not.</summary>
    private void Tell(GetEvents get)
    {
        if (history is not null && places.Of(get.Run) is { } place)
        {
            history.Forward(new ReadEvents(place.PersistenceId, get));
        }
        else
        {
            Sender.Tell(new Refused($"Run {get.Run} is not known here."));
        }
    }

    /// <summary>What is reported to a run that nobody works at any more is answered, so that its trainers end.</summary>
    private void ForwardReport(UnitAttempt unit, IWireMessage report)
    {
        if (supervisors.TryGetValue(unit.Run, out var supervisor))
        {
            supervisor.Forward(report);
        }
        else if (report is EpochFinished or UnitFinished or UnitBroken or UnitDeclined)
        {
            Sender.Tell(new UnitSettled(unit, IsLeftOver: false));
        }
    }

    private void Forget(IActorRef gone)
    {
        if (nodes.Remove(gone) is { } node)
        {
            introductions.Forget(gone);
            desks.Forget(gone);
            broker.Lose(node);
            foreach (var supervisor in supervisors.Values)
            {
                supervisor.Tell(new NodeLost(node));
            }
        }

        foreach (var (run, _) in supervisors.Where(entry => entry.Value.Equals(gone)).ToList())
        {
            supervisors.Remove(run);
            broker.Forget(run);
            foreach (var agent in nodes.Agents)
            {
                agent.Tell(new StopUnits(run));
            }
        }
    }
}
