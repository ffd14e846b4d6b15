using System.Collections.Concurrent;
using System.Diagnostics;

namespace SliceActors.Testing.Clusters;

/// <summary>Takes down what a study waits for that sleeps instead of computing.</summary>
public sealed class SlotClock
{
    private readonly ConcurrentDictionary<(string Node, int Slot), long> left = [];
    private readonly ConcurrentBag<double> idle = [];
    private readonly ConcurrentBag<double> recorded = [];

    /// <summary>For each unit that was not the first in its slot the time, in seconds, that the slot was free before it.</summary>
    public IReadOnlyCollection<double> IdleSeconds => idle;

    /// <summary>For each epoch the time, in seconds, until its trainer knew that the journal has it.</summary>
    public IReadOnlyCollection<double> RecordedSeconds => recorded;

    internal void Began(string node, int slot)
    {
        if (left.TryRemove((node, slot), out var since))
        {
            idle.Add(Stopwatch.GetElapsedTime(since).TotalSeconds);
        }
    }

    internal void Ended(string node, int slot) => left[(node, slot)] = Stopwatch.GetTimestamp();

    internal void Recorded(TimeSpan time) => recorded.Add(time.TotalSeconds);
}
