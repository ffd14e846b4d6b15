using Akka.Actor;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using static SliceActors.Actors.Messages.LocalMessages;
using static SliceActors.Runs.Messages.NodeMessages;

namespace SliceActors.Actors.Nodes;

/// <summary>One per trainer node: says hello with its slots and starts a trainer for each unit that it is given.</summary>
internal sealed class NodeAgentActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan HelloEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ReleaseIdleDataEvery = TimeSpan.FromMinutes(1);

    private readonly NodeSettings settings;
    private readonly IActorRef registry;
    private readonly Slot[] slots;
    private readonly Dictionary<IActorRef, Trainer> trainers = [];
    private readonly Dictionary<string, Loader> loaders = [];
    private readonly List<(IActorRef Requester, RunId? Run)> stopRequesters = [];
    private bool isStopping;

    public NodeAgentActor(NodeSettings settings, IActorRef registry)
    {
        this.settings = settings;
        this.registry = registry;
        slots = [.. Enumerable.Range(0, settings.Slots).Select(_ => new Slot())];
        Receive<Hello>(_ => SayHello());
        Receive<TrainUnit>(Start);
        Receive<ThreadEnded>(_ => FreeSlot(Sender));
        Receive<Terminated>(terminated => Forget(terminated.ActorRef));
        Receive<StopUnits>(stop => StopTrainers(stop.Run));
        Receive<StopAll>(_ =>
        {
            isStopping = true;
            SayHello();
            StopTrainers(null);
        });
        Receive<DataUnavailable>(_ => ReleaseData(loader => loader.Actor.Equals(Sender)));
        Receive<ReleaseIdle>(_ => ReleaseData(loader => loader.Users == 0));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(NodeSettings settings, IActorRef registry) =>
        Akka.Actor.Props.Create(() => new NodeAgentActor(settings, registry));

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer("hello", new Hello(), TimeSpan.Zero, HelloEvery);
        Timers.StartPeriodicTimer("release", new ReleaseIdle(), ReleaseIdleDataEvery);
    }

    private void SayHello() => registry.Tell(new NodeHello(settings.Name, isStopping ? [] : [.. slots.Select(slot => new SlotReport(slot.Started, slot.Unit))]));

    private void Start(TrainUnit train)
    {
        if (isStopping || train.Slot >= slots.Length || slots[train.Slot].Unit is not null)
        {
            registry.Tell(new SlotTaken(train.Unit));
            return;
        }

        var key = $"{train.Unit.Run} {train.Study} {train.Folder}";
        if (!loaders.TryGetValue(key, out var loader))
        {
            loader = new Loader(Context.ActorOf(SliceLoaderActor.Props(new ResultTree(train.Folder), train.Study, settings)));
            Context.Watch(loader.Actor);
            loaders.Add(key, loader);
        }

        loader.Users++;
        slots[train.Slot].Take(train.Unit);
        var trainer = Context.ActorOf(UnitTrainerActor.Props(train, registry, settings));
        Context.Watch(trainer);
        trainers.Add(trainer, new Trainer(train.Unit, train.Slot, loader));

        // Asked by the agent, which alone releases loaders: the question cannot come after the release.
        loader.Actor.Tell(new GetData(), trainer);
        SayHello();
    }

    /// <summary>Its thread has ended, though its reports may still be on their way.</summary>
    private void FreeSlot(IActorRef trainer)
    {
        if (trainers.TryGetValue(trainer, out var known) && slots[known.Slot].Unit == known.Unit)
        {
            slots[known.Slot].Unit = null;
            SayHello();
        }
    }

    private void Forget(IActorRef gone)
    {
        FreeSlot(gone);
        if (trainers.Remove(gone, out var trainer))
        {
            trainer.Loader.Users--;
        }

        if (loaders.FirstOrDefault(entry => entry.Value.Actor.Equals(gone)) is { Key: { } key, Value: var loader })
        {
            // It threw: those who wait for it would wait for ever.
            loaders.Remove(key);
            foreach (var (waiting, _) in trainers.Where(entry => entry.Value.Loader == loader))
            {
                waiting.Tell(new DataUnavailable("The slices could not be prepared.", TroubleKind.Storage));
            }
        }

        AnswerStopped();
    }

    private void StopTrainers(RunId? run)
    {
        stopRequesters.Add((Sender, run));
        foreach (var (actor, _) in trainers.Where(entry => run is null || entry.Value.Unit.Run == run))
        {
            actor.Tell(new StopTraining());
        }

        AnswerStopped();
    }

    private void AnswerStopped()
    {
        foreach (var (requester, run) in stopRequesters.Where(request => !trainers.Values.Any(trainer => request.Run is null || trainer.Unit.Run == request.Run)).ToList())
        {
            requester.Tell(run is { } stopped ? new UnitsStopped(stopped) : new AllStopped());
            stopRequesters.Remove((requester, run));
        }
    }

    private void ReleaseData(Func<Loader, bool> isDone)
    {
        foreach (var (key, loader) in loaders.Where(entry => isDone(entry.Value)).ToList())
        {
            loaders.Remove(key);
            loader.Actor.Tell(new ReleaseData());
        }
    }

    private sealed record Hello;

    private sealed record ReleaseIdle;

    private sealed class Slot
    {
        /// <summary>Units begun in it.</summary>
        public int Started { get; private set; }

        public UnitAttempt? Unit { get; set; }

        public void Take(UnitAttempt unit) => (Unit, Started) = (unit, Started + 1);
    }

    private sealed record Trainer(UnitAttempt Unit, int Slot, Loader Loader);

    private sealed class Loader(IActorRef actor)
    {
        public IActorRef Actor { get; } = actor;

        public int Users { get; set; }
    }
}
