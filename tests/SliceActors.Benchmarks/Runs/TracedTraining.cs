using System.Collections.Concurrent;
using System.Diagnostics;
using SliceActors.Actors.Nodes;
using SliceActors.Learning.Training;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;

namespace SliceActors.Benchmarks.Runs;

/// <summary>The real training, looked at from the seam between actors and networks. Costs a few clock reads per batch.</summary>
/// <param name="afterEpoch">Called on the training thread after each epoch.</param>
internal sealed class TracedTraining(Action<int>? afterEpoch = null) : IUnitTraining
{
    private readonly TorchTraining real = new();
    private readonly ConcurrentBag<UnitTrace> units = [];
    private readonly ConcurrentBag<double> journalSeconds = [];
    private long firstStart;

    /// <summary>The networks that were trained to their end.</summary>
    public IReadOnlyCollection<UnitTrace> Units => units;

    /// <summary>For each epoch the time from its report to the word that the journal has it.</summary>
    public IReadOnlyCollection<double> JournalSeconds => journalSeconds;

    /// <summary>When the first network began, as a time stamp of the stopwatch.</summary>
    public long FirstStart => Interlocked.Read(ref firstStart);

    public UnitOutcome Train(TrainingJob job, ITrainingObserver observer, CancellationToken cancellation)
    {
        Interlocked.CompareExchange(ref firstStart, Stopwatch.GetTimestamp(), 0);
        var traced = new Observer(observer, afterEpoch, journalSeconds);
        var outcome = real.Train(job, traced, cancellation);
        traced.Phases.End();
        units.Add(new UnitTrace(job.Unit.Id, traced.Phases, outcome.Best.Single(selection => selection.Selection == Selection.BestLoss).ValidationLoss));
        return outcome;
    }

    private sealed class Observer(ITrainingObserver inner, Action<int>? afterEpoch, ConcurrentBag<double> journalSeconds) : ITrainingObserver
    {
        public PhaseClock Phases { get; } = new();

        public Task EpochCompleted(EpochReport report)
        {
            Phases.Epoch();
            afterEpoch?.Invoke(report.Epoch);
            var began = Stopwatch.GetTimestamp();
            var recorded = inner.EpochCompleted(report);
            recorded.ContinueWith(_ => journalSeconds.Add(Stopwatch.GetElapsedTime(began).TotalSeconds), TaskScheduler.Default);
            return recorded;
        }

        public void BatchCompleted(int epoch, int batch, int batches)
        {
            inner.BatchCompleted(epoch, batch, batches);
            Phases.Batch();
        }
    }
}
