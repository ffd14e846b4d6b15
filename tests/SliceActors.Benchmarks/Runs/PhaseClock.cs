using SliceActors.Benchmarks.Measuring;

namespace SliceActors.Benchmarks.Runs;

/// <summary>Where the time of one network goes, in the whole run and in the bare loop alike. For the thread that trains it.</summary>
internal sealed class PhaseClock
{
    private ThreadTime mark = ThreadTime.Now();
    private ThreadTime lastBatch;

    /// <summary>Making the network and learning: from the start, or the end of an epoch, to the last batch of the next.</summary>
    public ThreadTime Learning { get; private set; }

    /// <summary>Evaluating, and waiting for what is being saved: from the last batch to the end of the epoch.</summary>
    public ThreadTime Evaluating { get; private set; }

    /// <summary>What follows the last epoch.</summary>
    public ThreadTime Ending { get; private set; }

    /// <summary>All of it.</summary>
    public ThreadTime Total => Learning + Evaluating + Ending;

    /// <summary>A batch has been learnt.</summary>
    public void Batch() => lastBatch = ThreadTime.Now();

    /// <summary>An epoch has been evaluated.</summary>
    public void Epoch()
    {
        var now = ThreadTime.Now();
        Learning += lastBatch - mark;
        Evaluating += now - lastBatch;
        mark = now;
    }

    /// <summary>The network is finished.</summary>
    public void End() => Ending = ThreadTime.Now() - mark;
}
