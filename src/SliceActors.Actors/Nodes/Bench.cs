using System.Diagnostics;
using SliceActors.Actors.Messages;
using SliceActors.Learning.Native;
using SliceActors.Learning.Training;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Messages;
using SliceActors.Runs.Outcomes;
using static SliceActors.Actors.Messages.LocalMessages;
using static SliceActors.Runs.Messages.NodeMessages;
using static SliceActors.Runs.Messages.TrainerMessages;

namespace SliceActors.Actors.Nodes;

/// <summary>
/// One unit in training: its thread, and what it has to say that the journal does not know yet. The actor that speaks for it may end and another one take
/// its place: the thread works on, and no report is lost.
/// </summary>
/// <param name="work">The assignment.</param>
/// <param name="device">What its slot computes on.</param>
/// <param name="onThreadEnded">Called when the thread has ended, or was never needed.</param>
internal sealed class Bench(TrainUnit work, ComputeDevice device, Action<Bench> onThreadEnded) : ITrainingObserver
{
    private static readonly TimeSpan SignOfProgress = TimeSpan.FromSeconds(0.5);

    private readonly Lock gate = new();
    private readonly CancellationTokenSource cancellation = new();
    private readonly Queue<(EpochFinished Report, TaskCompletionSource Recorded)> unrecorded = [];
    private Action<object>? speaker;
    private IWireMessage? lastWord;
    private bool isTraining;
    private long lastSign;

    /// <summary>The assignment.</summary>
    public TrainUnit Work => work;

    /// <summary>What its slot computes on.</summary>
    public ComputeDevice Device => device;

    /// <summary>The assignment, as reports name it.</summary>
    public UnitAttempt Unit => work.Unit;

    /// <summary>Whether its thread is at work.</summary>
    public bool IsTraining
    {
        get
        {
            lock (gate)
            {
                return isTraining;
            }
        }
    }

    /// <summary>Whether it waits for its slices.</summary>
    public bool IsIdle
    {
        get
        {
            lock (gate)
            {
                return !isTraining && lastWord is null;
            }
        }
    }

    /// <summary>Whether nothing more is trained: its thread has ended, or was never needed.</summary>
    public bool HasEnded
    {
        get
        {
            lock (gate)
            {
                return lastWord is not null;
            }
        }
    }

    /// <summary>The oldest report that is not answered: reports are stored in their order, so a later one is of no use before it. Null when there is none.</summary>
    public IWireMessage? Unanswered
    {
        get
        {
            lock (gate)
            {
                return unrecorded.TryPeek(out var oldest) && lastWord is not UnitStopped ? oldest.Report : lastWord;
            }
        }
    }

    /// <summary>Who is told from now on: <see cref="BatchFinished"/>, <see cref="BenchSpoke"/> when there is something unanswered, <see cref="ThreadEnded"/>.</summary>
    /// <param name="tell">Called on the training thread; has to be cheap.</param>
    public void Attach(Action<object> tell)
    {
        lock (gate)
        {
            speaker = tell;
        }
    }

    /// <summary>Starts the thread, unless it was started or ended before.</summary>
    /// <param name="training">How the unit is trained.</param>
    /// <param name="job">The unit and its data.</param>
    /// <param name="slices">What it reads; held until the thread has ended.</param>
    public void Start(IUnitTraining training, TrainingJob job, SharedStore slices)
    {
        if (!slices.TryHold())
        {
            Decline("The slices could not be prepared.", TroubleKind.Storage);
            return;
        }

        if (!LeaveIdleness(word: null))
        {
            slices.Release();
            return;
        }

        var thread = new Thread(() => End(Train(training, job), slices)) { IsBackground = true, Name = $"trainer {work.Unit.Unit}" };
        try
        {
            thread.Start();
        }
        catch (Exception trouble) when (trouble is OutOfMemoryException or ThreadStartException)
        {
            End(new UnitDeclined(work.Unit, $"No thread could be started for {work.Unit.Unit}: {trouble.Message}", TroubleKind.Storage), slices);
        }
    }

    /// <summary>The node cannot train it, unless its thread is at work already: a thread has its slices, whatever became of those who prepared them.</summary>
    public void Decline(string reason, TroubleKind cause) => EndIdle(new UnitDeclined(work.Unit, Reasons.Cut(reason), cause));

    /// <summary>Ends the training within a batch.</summary>
    public void Cancel()
    {
        cancellation.Cancel();
        EndIdle(new UnitStopped(work.Unit));
    }

    /// <summary>The journal has an epoch.</summary>
    public void Recorded(int epoch)
    {
        lock (gate)
        {
            if (unrecorded.TryPeek(out var oldest) && oldest.Report.Report.Epoch == epoch)
            {
                unrecorded.Dequeue().Recorded.SetResult();
            }
        }
    }

    /// <inheritdoc/>
    public Task EpochCompleted(EpochReport report)
    {
        var recorded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            unrecorded.Enqueue((new EpochFinished(work.Unit, report), recorded));
            speaker?.Invoke(new BenchSpoke());
        }

        return recorded.Task;
    }

    /// <inheritdoc/>
    public void BatchCompleted(int epoch, int batch, int batches)
    {
        if (lastSign != 0 && Stopwatch.GetElapsedTime(lastSign) < SignOfProgress)
        {
            return;
        }

        lastSign = Stopwatch.GetTimestamp();
        lock (gate)
        {
            speaker?.Invoke(new BatchFinished(work.Unit, epoch, batch + 1, batches));
        }
    }

    /// <summary>The body of the thread: whatever happens becomes a report.</summary>
    private IWireMessage Train(IUnitTraining training, TrainingJob job)
    {
        try
        {
            return new UnitFinished(work.Unit, training.Train(job, this, cancellation.Token));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new UnitStopped(work.Unit);
        }
        catch (TrainingFailedException failed)
        {
            return new UnitBroken(work.Unit, Reasons.Cut(failed.Message), FailureCause.Divergence);
        }
        catch (BadInputException bad)
        {
            return new UnitDeclined(work.Unit, Reasons.Cut(bad.Message), TroubleKind.BadInput);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return new UnitDeclined(work.Unit, Reasons.Cut($"{job.Unit.Id}: {trouble.Message}"), TroubleKind.Storage);
        }
#pragma warning disable CA1031 // The edge of the training thread: a unit that throws fails alone.
        catch (Exception trouble)
#pragma warning restore CA1031
        {
            return new UnitBroken(work.Unit, Reasons.Cut(NetworkFault.Sentence(trouble)), FailureCause.Incident);
        }
    }

    /// <summary>One step, since others may do the same at this moment: who comes first says whether a unit that waits for its slices is trained.</summary>
    /// <param name="word">The last word on it; null when its training begins.</param>
    /// <returns>Whether it was idle.</returns>
    private bool LeaveIdleness(IWireMessage? word)
    {
        lock (gate)
        {
            if (isTraining || lastWord is not null)
            {
                return false;
            }

            (isTraining, lastWord) = (word is null, word);
            return true;
        }
    }

    private void EndIdle(IWireMessage word)
    {
        if (LeaveIdleness(word))
        {
            SayEnded();
        }
    }

    private void End(IWireMessage word, SharedStore slices)
    {
        slices.Release();
        lock (gate)
        {
            (isTraining, lastWord) = (false, word);
        }

        SayEnded();
    }

    private void SayEnded()
    {
        onThreadEnded(this);
        lock (gate)
        {
            speaker?.Invoke(new ThreadEnded());
            speaker?.Invoke(new BenchSpoke());
        }
    }
}
