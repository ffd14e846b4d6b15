using System.Diagnostics;

namespace SliceActors.Benchmarks.Runs;

/// <summary>Where the time of one network goes, in the whole run and in the bare loop alike. For the thread that trains it.</summary>
internal sealed class PhaseClock
{
    private long mark = Stopwatch.GetTimestamp();
    private long lastBatch;

    /// <summary>Making the network and learning, seconds: from the start, or the end of an epoch, to the last batch of the next.</summary>
    public double Learning { get; private set; }

    /// <summary>Evaluating, and saving where something is saved, seconds: from the last batch to the end of the epoch.</summary>
    public double Evaluating { get; private set; }

    /// <summary>What follows the last epoch, seconds.</summary>
    public double Ending { get; private set; }

    /// <summary>A batch has been learnt.</summary>
    public void Batch() => lastBatch = Stopwatch.GetTimestamp();

    /// <summary>An epoch has been evaluated.</summary>
    public void Epoch()
    {
        Learning += Stopwatch.GetElapsedTime(mark, lastBatch).TotalSeconds;
        Evaluating += Since(lastBatch);
        mark = Stopwatch.GetTimestamp();
    }

    /// <summary>The network is finished.</summary>
    public void End() => Ending = Since(mark);

    private static double Since(long start) => Stopwatch.GetElapsedTime(start).TotalSeconds;
}
