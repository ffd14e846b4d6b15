using Akka.Actor;
using SliceActors.Learning.Training;
using SliceActors.Runs.Files;
using static SliceActors.Actors.Messages.LocalMessages;
using static SliceActors.Runs.Messages.TrainerMessages;

namespace SliceActors.Actors.Nodes;

/// <summary>Speaks for one unit in training: gives its thread what it needs, and says and repeats what it has to report until that is answered.</summary>
internal sealed class UnitTrainerActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan ResendAfter = TimeSpan.FromSeconds(5);

    private readonly Bench bench;
    private readonly IActorRef registry;
    private readonly NodeSettings settings;
    private bool isLeftOver;

    public UnitTrainerActor(Bench bench, IActorRef registry, NodeSettings settings)
    {
        this.bench = bench;
        this.registry = registry;
        this.settings = settings;
        Receive<DataReady>(StartThread);
        Receive<DataUnavailable>(unavailable => bench.Decline(unavailable.Reason, unavailable.Cause));
        Receive<BatchFinished>(registry.Tell);
        Receive<BenchSpoke>(_ => Speak());
        Receive<ThreadEnded>(Context.Parent.Tell);
        Receive<EpochRecorded>(recorded =>
        {
            bench.Recorded(recorded.Epoch);
            Speak();
        });
        Receive<UnitSettled>(Finish);
        Receive<StopTraining>(_ => Stop());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="bench">The unit.</param>
    /// <param name="registry">By which its run is reached.</param>
    /// <param name="settings">The node.</param>
    public static Props Props(Bench bench, IActorRef registry, NodeSettings settings) =>
        Akka.Actor.Props.Create(() => new UnitTrainerActor(bench, registry, settings));

    protected override void PreStart()
    {
        var self = Self;
        bench.Attach(word => self.Tell(word));
        Timers.StartPeriodicTimer("speak", new BenchSpoke(), ResendAfter);
        Speak();
    }

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private void StartThread(DataReady ready)
    {
        if (!bench.IsIdle)
        {
            return;
        }

        var (spec, plan, unit) = (ready.Submission.Spec, ready.Submission.Plan, bench.Unit.Unit);
        bench.Start(settings.Training, new TrainingJob
        {
            Spec = spec,
            Unit = plan.UnitsOf(unit.Fold, spec.NetworkType).First(planned => planned.Id == unit),
            Attempt = bench.Unit.Attempt,
            Fold = plan.FoldOf(unit.Fold),
            Tree = settings.Places.Tree(bench.Work.Folder),
            Store = ready.Slices.Store,
            Features = ready.Slices.Features,
            Images = plan.Images,
            Here = settings.Places.Here,
            Device = bench.Device,
            LoaderThreads = spec.Compute.NProc == 0 ? 0 : Math.Max(1, settings.FillThreads / settings.Workshop.Slots),
            Checkpoints = bench.Work.Checkpoints,
            CheckpointEvery = settings.CheckpointEvery,
        }, ready.Slices);
    }

    private void Speak()
    {
        if (bench.Unanswered is not { } word)
        {
            return;
        }

        registry.Tell(word);
        if (word is UnitStopped)
        {
            End();
        }
    }

    private void Stop()
    {
        var hasEnded = bench.HasEnded;
        bench.Cancel();
        if (hasEnded)
        {
            // Its report was not answered, and need not be: the journal knows where the unit can be taken up.
            registry.Tell(new UnitStopped(bench.Unit));
            End();
        }
    }

    private void Finish(UnitSettled settled)
    {
        isLeftOver |= settled.IsLeftOver;

        // Another attempt took this one's place: what it does no longer counts.
        bench.Cancel();
        if (!bench.IsTraining)
        {
            End();
        }
    }

    private void End()
    {
        if (isLeftOver)
        {
            var (tree, unit) = (settings.Places.Tree(bench.Work.Folder), bench.Unit);
            Task.Run(() => WorkFolders.Remove(tree, tree.Attempt(unit.Unit, unit.Attempt)));
        }

        settings.Workshop.Close(bench);
        Context.Stop(Self);
    }
}
