using System.Collections.Concurrent;
using SliceActors.Actors.Nodes;
using SliceActors.Learning.Training;
using SliceActors.Runs.Outcomes;
using SliceActors.Testing;

namespace SliceActors.Actors.Tests.Support;

/// <summary>A training that does what the test says, when it says it.</summary>
internal sealed class FakeTraining : IUnitTraining, IDisposable
{
    private readonly BlockingCollection<FakeUnit> started = [];
    private readonly ConcurrentBag<FakeUnit> all = [];

    public int Running => running;

    /// <summary>How many units were started so far.</summary>
    public int Started => all.Count;

    private int running;

    /// <summary>Waits for the next unit whose training began.</summary>
    public FakeUnit Next() => started.TryTake(out var unit, Deadline.OfTests) ? unit : throw new TimeoutException("No unit was started.");

    public UnitOutcome Train(TrainingJob job, ITrainingObserver observer, CancellationToken cancellation)
    {
        Interlocked.Increment(ref running);
        try
        {
            var unit = new FakeUnit(job, observer, cancellation);
            all.Add(unit);
            started.Add(unit, CancellationToken.None);
            return unit.Run();
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }

    /// <summary>Ends its threads, which nothing else does after the actors are gone.</summary>
    public void Dispose()
    {
        foreach (var unit in all)
        {
            unit.Abandon();
        }

        started.Dispose();
    }
}
