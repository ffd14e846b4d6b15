using Akka.Actor;
using SliceActors.Actors.Results;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using static SliceActors.Actors.Messages.LocalMessages;
using static SliceActors.Runs.Messages.ClientMessages;
using static SliceActors.Runs.Messages.JournalMessages;
using static SliceActors.Runs.Messages.NodeMessages;
using static SliceActors.Runs.Messages.ResultMessages;
using static SliceActors.Runs.Messages.TrainerMessages;

namespace SliceActors.Actors.Nodes;

/// <summary>One per trainer node: says hello with its slots, starts a trainer for each unit that it is given, and has results written.</summary>
internal sealed class NodeAgentActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan HelloEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ReleaseIdleDataEvery = TimeSpan.FromMinutes(1);

    private const int MostTrainersOfAUnit = 3;

    private readonly NodeSettings settings;
    private readonly IActorRef registry;
    private readonly Dictionary<IActorRef, Trainer> trainers = [];
    private readonly Dictionary<string, Loader> loaders = [];
    private readonly List<(IActorRef Requester, RunId? Run)> stopRequesters = [];
    private bool isStopping;

    public NodeAgentActor(NodeSettings settings, IActorRef registry)
    {
        this.settings = settings;
        this.registry = registry;
        var results = Context.ActorOf(ResultsWriterActor.Props(settings.Name, settings.Results, settings.Places), "results");
        Receive<Hello>(_ =>
        {
            SayHello();
            AnswerStopped();
        });
        Receive<AskHello>(ask => SayHello(ask.Question));
        Receive<TrainUnit>(Start);
        Receive<ThreadEnded>(_ => SayHello());
        Receive<Terminated>(terminated => Forget(terminated.ActorRef));
        Receive<StopUnits>(stop => StopTrainers(stop.Run));
        Receive<StopAll>(_ =>
        {
            isStopping = true;
            SayHello();
            StopTrainers(null);
        });
        Receive<DrainNode>(_ =>
        {
            settings.Workshop.Drain();
            SayHello();
        });
        Receive<PublishUnits>(results.Forward);
        Receive<WriteFold>(results.Forward);
        Receive<WriteSummary>(results.Forward);
        Receive<HandBackRun>(results.Forward);
        if (settings.Desk is { } checks)
        {
            var desk = Context.ActorOf(DeskActor.Props(checks, settings.Name, registry), "desk");
            Receive<SubmitStudy>(desk.Forward);
            Receive<ResumeStudy>(desk.Forward);
        }

        Receive<DataUnavailable>(_ => ReleaseData(loader => loader.Actor.Equals(Sender)));
        Receive<ReleaseIdle>(_ => ReleaseData(loader => loader.Users == 0));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(NodeSettings settings, IActorRef registry) =>
        Akka.Actor.Props.Create(() => new NodeAgentActor(settings, registry));

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    protected override void PreStart()
    {
        foreach (var bench in settings.Workshop.Open)
        {
            Attend(bench);
        }

        Timers.StartPeriodicTimer("hello", new Hello(), TimeSpan.Zero, HelloEvery);
        Timers.StartPeriodicTimer("release", new ReleaseIdle(), ReleaseIdleDataEvery);
    }

    private void SayHello(long answers = 0)
    {
        var (slots, unanswered) = settings.Workshop.Report();
        registry.Tell(new NodeHello(settings.Name, isStopping ? [] : slots, answers) { Unanswered = unanswered, Numerics = settings.Numerics, IsDraining = settings.Workshop.IsDraining, HasDesk = settings.Desk is not null });
    }

    private void Start(TrainUnit train)
    {
        if (settings.Workshop.Holds(train.Unit))
        {
            // It came twice.
            return;
        }

        if (settings.Workshop.HasBegun(train.Unit))
        {
            // The word of its end was lost.
            registry.Tell(new UnitStopped(train.Unit));
            return;
        }

        if (isStopping || settings.Workshop.IsDraining || settings.Workshop.Take(train) is not { } bench)
        {
            registry.Tell(new SlotTaken(train.Unit));
            return;
        }

        Attend(bench);
        SayHello();
    }

    /// <summary>Has somebody speak for a unit: a new one, or one that an agent or a trainer before left behind.</summary>
    private void Attend(Bench bench, int before = 0)
    {
        var loader = bench.IsIdle ? LoaderOf(bench.Work) : null;
        var trainer = Context.ActorOf(UnitTrainerActor.Props(bench, registry, settings));
        Context.Watch(trainer);
        trainers.Add(trainer, new Trainer(bench, loader, before + 1));
        if (loader is not null)
        {
            // Asked by the agent, which alone releases loaders: the question cannot come after the release.
            loader.Users++;
            loader.Actor.Tell(new GetData(), trainer);
        }
    }

    private Loader LoaderOf(TrainUnit train)
    {
        var key = $"{train.Unit.Run} {train.Study} {train.Folder}";
        if (!loaders.TryGetValue(key, out var loader))
        {
            loader = new Loader(Context.ActorOf(SliceLoaderActor.Props(settings.Places.Tree(train.Folder), train.Study, settings)));
            Context.Watch(loader.Actor);
            loaders.Add(key, loader);
        }

        return loader;
    }

    private void Forget(IActorRef gone)
    {
        if (trainers.Remove(gone, out var trainer))
        {
            if (trainer.Loader is { } used)
            {
                used.Users--;
            }

            AttendAgain(trainer);
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

    /// <summary>A trainer that threw leaves a thread behind that knows nothing of it. One that throws again and again has its unit given up, to be tried anew.</summary>
    private void AttendAgain(Trainer trainer)
    {
        var bench = trainer.Bench;
        if (!settings.Workshop.Open.Contains(bench))
        {
            return;
        }

        if (trainer.Times < MostTrainersOfAUnit)
        {
            Attend(bench, trainer.Times);
            return;
        }

        bench.Cancel();
        settings.Workshop.Close(bench);
        registry.Tell(new UnitStopped(bench.Unit));
    }

    private void StopTrainers(RunId? run)
    {
        stopRequesters.Add((Sender, run));
        foreach (var (actor, _) in trainers.Where(entry => run is null || entry.Value.Bench.Unit.Run == run))
        {
            actor.Tell(new StopTraining());
        }

        AnswerStopped();
    }

    private void AnswerStopped()
    {
        foreach (var (requester, run) in stopRequesters.Where(request => !IsBusy(request.Run)).ToList())
        {
            requester.Tell(run is { } stopped ? new UnitsStopped(stopped) : new AllStopped());
            stopRequesters.Remove((requester, run));
        }
    }

    private bool IsBusy(RunId? run) => settings.Workshop.IsBusy(run) || trainers.Values.Any(trainer => run is null || trainer.Bench.Unit.Run == run);

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

    private sealed record Trainer(Bench Bench, Loader? Loader, int Times);

    private sealed class Loader(IActorRef actor)
    {
        public IActorRef Actor { get; } = actor;

        public int Users { get; set; }
    }
}
