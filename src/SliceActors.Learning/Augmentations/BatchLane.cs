using System.Runtime.ExceptionServices;

namespace SliceActors.Learning.Augmentations;

/// <summary>Room for one batch that a thread prepares while the trainer learns from another: either empty, the loader's, or full, the trainer's.</summary>
/// <param name="augmenter">The loader's; belongs to this lane.</param>
/// <param name="batchSize">Items of the largest batch.</param>
internal sealed class BatchLane(Augmenter augmenter, int batchSize)
{
    private readonly object gate = new();
    private bool full;
    private bool stopped;
    private ExceptionDispatchInfo? trouble;

    /// <summary>What transforms the items of this lane.</summary>
    public Augmenter Augmenter => augmenter;

    /// <summary>The batch: float32 [items, channels, side, side].</summary>
    public float[] Pixels { get; } = GC.AllocateUninitializedArray<float>(batchSize * augmenter.Values);

    /// <summary>Empties the lane for another pass.</summary>
    public void Open()
    {
        lock (gate)
        {
            (full, stopped, trouble) = (false, false, null);
        }
    }

    /// <summary>Sends the loader home.</summary>
    public void Stop()
    {
        lock (gate)
        {
            stopped = true;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>The loader waits for the trainer.</summary>
    /// <returns>False when it is not needed any more.</returns>
    public bool WaitUntilEmpty()
    {
        lock (gate)
        {
            while (full && !stopped)
            {
                Monitor.Wait(gate);
            }

            return !stopped;
        }
    }

    /// <summary>The loader hands the batch over, or what kept it from making one.</summary>
    public void Fill(Exception? failure = null)
    {
        lock (gate)
        {
            (full, trouble) = (true, failure is null ? null : ExceptionDispatchInfo.Capture(failure));
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>The trainer waits for the loader. Throws what the loader met.</summary>
    public void WaitUntilFull()
    {
        lock (gate)
        {
            while (!full)
            {
                Monitor.Wait(gate);
            }

            trouble?.Throw();
        }
    }

    /// <summary>The trainer has copied the batch.</summary>
    public void Empty()
    {
        lock (gate)
        {
            full = false;
            Monitor.PulseAll(gate);
        }
    }
}
