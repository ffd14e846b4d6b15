using Akka.Actor;
using Akka.Event;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using SliceActors.Studies.Submission;
using static SliceActors.Actors.Messages.LocalMessages;
using static SliceActors.Runs.Messages.NodeMessages;

namespace SliceActors.Actors.Nodes;

/// <summary>One per trainer node: announces its slots and starts a trainer for each unit that it is given.</summary>
internal sealed class NodeAgentActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan OfferEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ReleaseIdleDataEvery = TimeSpan.FromMinutes(1);

    private readonly NodeSettings settings;
    private readonly IActorRef registry;
    private readonly ILoggingAdapter log = Context.GetLogger();
    private readonly Dictionary<IActorRef, Trainer> trainers = [];
    private readonly Dictionary<string, Loader> loaders = [];
    private readonly List<(IActorRef Requester, RunId? Run)> stopRequesters = [];
    private bool isStopping;

    public NodeAgentActor(NodeSettings settings, IActorRef registry)
    {
        this.settings = settings;
        this.registry = registry;
        Receive<Offer>(_ => OfferSlots());
        Receive<TrainUnit>(Start);
        Receive<ThreadEnded>(_ =>
        {
            trainers[Sender].HoldsSlot = false;
            OfferSlots();
        });
        Receive<Terminated>(terminated => Forget(terminated.ActorRef));
        Receive<StopUnits>(stop => StopTrainers(stop.Run));
        Receive<StopAll>(_ =>
        {
            isStopping = true;
            StopTrainers(null);
        });
        Receive<TidyUnits>(Tidy);
        Receive<DataUnavailable>(_ => ReleaseData(loader => loader.Actor.Equals(Sender)));
        Receive<ReleaseIdle>(_ => ReleaseData(loader => loader.Users == 0));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private int Free => isStopping ? 0 : settings.Slots - trainers.Values.Count(trainer => trainer.HoldsSlot);

    public static Props Props(NodeSettings settings, IActorRef registry) =>
        Akka.Actor.Props.Create(() => new NodeAgentActor(settings, registry));

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer("offer", new Offer(), TimeSpan.Zero, OfferEvery);
        Timers.StartPeriodicTimer("release", new ReleaseIdle(), ReleaseIdleDataEvery);
    }

    private void OfferSlots() => registry.Tell(new SlotsOffered(settings.Name, Free, settings.Slots));

    private void Start(TrainUnit train)
    {
        // A thread of an older attempt may still be at work on the files of this unit.
        if (Free <= 0 || trainers.Values.Any(trainer => trainer.Unit.Run == train.Unit.Run && trainer.Unit.Unit == train.Unit.Unit))
        {
            Sender.Tell(new SlotTaken(train.Unit));
            return;
        }

        var preparation = StudyPlanner.Preparation(train.Spec, train.Data.Slices);
        var key = $"{train.Unit.Run} {preparation}";
        if (!loaders.TryGetValue(key, out var loader))
        {
            loader = new Loader(Context.ActorOf(SliceLoaderActor.Props(train.Data, preparation, settings)));
            loaders.Add(key, loader);
        }

        loader.Users++;
        var trainer = Context.ActorOf(SliceTrainerActor.Props(train, Sender, settings));
        Context.Watch(trainer);
        trainers.Add(trainer, new Trainer(train.Unit, loader));

        // Asked by the agent, which alone releases loaders: the question cannot come after the release.
        loader.Actor.Tell(new GetData(), trainer);
    }

    private void Forget(IActorRef gone)
    {
        if (trainers.Remove(gone, out var trainer))
        {
            trainer.Loader.Users--;
            OfferSlots();
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

    private void Tidy(TidyUnits tidy)
    {
        var training = settings.Training;
        Task.Run(() =>
        {
            foreach (var unit in tidy.Units)
            {
                training.Release(new ResultTree(tidy.OutputDirectory), unit);
            }
        }).ContinueWith(
            tidying => log.Warning(tidying.Exception, "Checkpoints below {0} could not be removed.", tidy.OutputDirectory),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
    }

    private void ReleaseData(Func<Loader, bool> isDone)
    {
        foreach (var (key, loader) in loaders.Where(entry => isDone(entry.Value)).ToList())
        {
            loaders.Remove(key);
            loader.Actor.Tell(new ReleaseData());
        }
    }

    private sealed record Offer;

    private sealed record ReleaseIdle;

    private sealed class Trainer(UnitAttempt unit, Loader loader)
    {
        public UnitAttempt Unit { get; } = unit;

        public Loader Loader { get; } = loader;

        /// <summary>False once its thread has ended, while its reports are still on their way.</summary>
        public bool HoldsSlot { get; set; } = true;
    }

    private sealed class Loader(IActorRef actor)
    {
        public IActorRef Actor { get; } = actor;

        public int Users { get; set; }
    }
}
