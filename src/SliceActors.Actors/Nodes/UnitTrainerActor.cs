using Akka.Actor;
using SliceActors.Learning.Training;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Messages;
using SliceActors.Runs.Outcomes;
using static SliceActors.Actors.Messages.LocalMessages;
using static SliceActors.Runs.Messages.NodeMessages;
using static SliceActors.Runs.Messages.TrainerMessages;

namespace SliceActors.Actors.Nodes;

/// <summary>One per unit in training: owns the thread that trains it, and speaks for it.</summary>
internal sealed class UnitTrainerActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan ResendAfter = TimeSpan.FromSeconds(5);

    private readonly TrainUnit work;
    private readonly IActorRef registry;
    private readonly NodeSettings settings;
    private readonly CancellationTokenSource cancellation = new();
    private readonly Dictionary<int, (EpochFinished Report, TaskCompletionSource Recorded)> unrecorded = [];
    private object? unanswered;
    private bool threadRuns;
    private bool hasEnded;
    private bool isLeftOver;

    public UnitTrainerActor(TrainUnit work, IActorRef registry, NodeSettings settings)
    {
        this.work = work;
        this.registry = registry;
        this.settings = settings;
        Receive<DataReady>(ready => StartThread(ready));
        Receive<DataUnavailable>(unavailable => ReportUnlessStarted(new UnitDeclined(work.Unit, unavailable.Reason, unavailable.Cause)));
        Receive<EpochDone>(done =>
        {
            unrecorded[done.Report.Epoch] = (new EpochFinished(work.Unit, done.Report), done.Recorded);
            registry.Tell(unrecorded[done.Report.Epoch].Report);
        });
        Receive<EpochRecorded>(recorded =>
        {
            if (unrecorded.Remove(recorded.Epoch, out var entry))
            {
                entry.Recorded.SetResult();
            }
        });
        Receive<BatchFinished>(registry.Tell);
        Receive<TrainingEnded>(EndThread);
        Receive<UnitSettled>(Finish);
        Receive<StopTraining>(_ => Stop());
        Receive<Resend>(_ => ResendUnanswered());

        // Without the registry nobody answers any more; the journal knows where the unit can be taken up.
        Receive<Terminated>(_ => Stop());
        Context.Watch(registry);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(TrainUnit work, IActorRef registry, NodeSettings settings) =>
        Akka.Actor.Props.Create(() => new UnitTrainerActor(work, registry, settings));

    protected override void PreStart() => Timers.StartPeriodicTimer("resend", new Resend(), ResendAfter);

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    protected override void PostStop()
    {
        cancellation.Cancel();
        if (!hasEnded)
        {
            // It threw: the unit is free to be tried again.
            registry.Tell(new UnitStopped(work.Unit));
        }
    }

    private void StartThread(DataReady ready)
    {
        var (spec, plan, unit) = (ready.Submission.Spec, ready.Submission.Plan, work.Unit.Unit);
        var job = new TrainingJob
        {
            Spec = spec,
            Unit = plan.UnitsOf(unit.Fold, spec.NetworkType).First(planned => planned.Id == unit),
            Attempt = work.Unit.Attempt,
            Fold = plan.FoldOf(unit.Fold),
            Tree = new ResultTree(work.Folder),
            Store = ready.Store,
            Images = plan.Images,
            LoaderThreads = spec.Compute.NProc == 0 ? 0 : Math.Max(1, settings.FillThreads / settings.Slots),
            Checkpoints = work.Checkpoints,
        };
        var (self, observer, token, training) = (Self, new Observer(Self, work.Unit), cancellation.Token, settings.Training);
        var thread = new Thread(() => self.Tell(Train(training, job, observer, token)))
        {
            IsBackground = true,
            Name = $"trainer {work.Unit.Unit}",
        };
        try
        {
            thread.Start();
            threadRuns = true;
        }
        catch (Exception trouble) when (trouble is OutOfMemoryException or ThreadStartException)
        {
            Context.Parent.Tell(new ThreadEnded());
            Report(new UnitDeclined(work.Unit, $"No thread could be started for {work.Unit.Unit}: {trouble.Message}", TroubleKind.Storage));
        }
    }

    /// <summary>The body of the training thread: whatever happens becomes a message.</summary>
    private static TrainingEnded Train(IUnitTraining training, TrainingJob job, ITrainingObserver observer, CancellationToken cancellation)
    {
        try
        {
            return new TrainingEnded(training.Train(job, observer, cancellation), null, null);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new TrainingEnded(null, null, null);
        }
        catch (TrainingFailedException failed)
        {
            return new TrainingEnded(null, failed.Message, null);
        }
        catch (BadInputException bad)
        {
            return new TrainingEnded(null, bad.Message, TroubleKind.BadInput);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return new TrainingEnded(null, $"{job.Unit.Id}: {trouble.Message}", TroubleKind.Storage);
        }
#pragma warning disable CA1031 // The edge of the training thread: a unit that throws fails alone.
        catch (Exception trouble)
#pragma warning restore CA1031
        {
            return new TrainingEnded(null, $"{trouble.Message} ({trouble.GetType().Name})", null);
        }
    }

    private void EndThread(TrainingEnded ended)
    {
        threadRuns = false;
        Context.Parent.Tell(new ThreadEnded());
        if (ended.Outcome is { } outcome)
        {
            Report(new UnitFinished(work.Unit, outcome));
        }
        else if (ended.Trouble is { } trouble)
        {
            Report(ended.NodeCause is { } cause ? new UnitDeclined(work.Unit, trouble, cause) : new UnitBroken(work.Unit, trouble));
        }
        else
        {
            registry.Tell(new UnitStopped(work.Unit));
            End();
        }
    }

    private void End()
    {
        hasEnded = true;
        if (isLeftOver)
        {
            var (tree, unit) = (new ResultTree(work.Folder), work.Unit);
            Task.Run(() => WorkFolders.Remove(tree, tree.Attempt(unit.Unit, unit.Attempt)));
        }

        Context.Stop(Self);
    }

    /// <summary>A thread that is at work has its slices, whatever became of those who prepared them.</summary>
    private void ReportUnlessStarted(UnitDeclined report)
    {
        if (!threadRuns && unanswered is null)
        {
            Report(report);
        }
    }

    private void Report(object report)
    {
        unanswered = report;
        registry.Tell(report);
    }

    private void Stop()
    {
        cancellation.Cancel();
        if (!threadRuns)
        {
            registry.Tell(new UnitStopped(work.Unit));
            End();
        }
    }

    private void Finish(UnitSettled settled)
    {
        isLeftOver |= settled.IsLeftOver;
        if (threadRuns)
        {
            // Another attempt took this one's place: what it does no longer counts.
            cancellation.Cancel();
            return;
        }

        unanswered = null;
        End();
    }

    private void ResendUnanswered()
    {
        foreach (var (report, _) in unrecorded.Values)
        {
            registry.Tell(report);
        }

        if (unanswered is not null)
        {
            registry.Tell(unanswered);
        }
    }

    private sealed record EpochDone(EpochReport Report, TaskCompletionSource Recorded);

    private sealed record TrainingEnded(UnitOutcome? Outcome, string? Trouble, TroubleKind? NodeCause);

    private sealed record Resend;

    /// <summary>Turns what happens on the training thread into messages.</summary>
    private sealed class Observer(IActorRef trainer, UnitAttempt unit) : ITrainingObserver
    {
        private static readonly TimeSpan SignOfProgress = TimeSpan.FromSeconds(0.5);
        private long lastSign;

        public Task EpochCompleted(EpochReport report)
        {
            var recorded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            trainer.Tell(new EpochDone(report, recorded));
            return recorded.Task;
        }

        public void BatchCompleted(int epoch, int batch, int batches)
        {
            if (lastSign != 0 && System.Diagnostics.Stopwatch.GetElapsedTime(lastSign) < SignOfProgress)
            {
                return;
            }

            lastSign = System.Diagnostics.Stopwatch.GetTimestamp();
            trainer.Tell(new BatchFinished(unit, epoch, batch + 1, batches));
        }
    }
}
