using SliceActors.Learning.Batches;
using SliceActors.Runs.Randomness;

namespace SliceActors.Learning.Augmentations;

/// <summary>
/// The transformed batches of one training pass. Loader threads prepare the next ones while the trainer learns: thread t makes the batches t, t + n, …, one
/// ahead at most. What an item becomes depends on its place in the pass only, not on who makes it, so the number of threads changes nothing but the time.
/// Loaders never touch a tensor.
/// </summary>
internal sealed class AugmentedPass : IDisposable
{
    private readonly SliceSet set;
    private readonly int[] order;
    private readonly EpochSchedule schedule;
    private readonly ulong[] seeds;
    private readonly BatchLane[] lanes;
    private readonly Thread[] loaders;

    /// <summary>Starts the loaders.</summary>
    /// <param name="set">Where the items come from.</param>
    /// <param name="order">The items, in the order in which they are drawn.</param>
    /// <param name="schedule">Their batches.</param>
    /// <param name="seed">Seed of the pass: gives each draw its own, so an item that is drawn twice is transformed twice.</param>
    /// <param name="lanes">Room for the batches, at least one.</param>
    /// <param name="threads">As many as lanes, or 0: batches are made by the thread that takes them.</param>
    public AugmentedPass(SliceSet set, int[] order, EpochSchedule schedule, ulong seed, BatchLane[] lanes, int threads)
    {
        (this.set, this.order, this.schedule, this.lanes) = (set, order, schedule, lanes);
        seeds = new ulong[order.Length];
        var random = new CountedRandom(seed);
        foreach (ref var draw in seeds.AsSpan())
        {
            draw = random.NextUInt64();
        }

        Array.ForEach(lanes, lane => lane.Open());
        loaders = [.. Enumerable.Range(0, threads).Select(first => new Thread(() => Prepare(first)) { IsBackground = true, Name = $"loader {first}" })];
        Array.ForEach(loaders, loader => loader.Start());
    }

    /// <summary>Lays the next batch out for the network.</summary>
    /// <param name="batch">0-based; each once, in order.</param>
    /// <param name="buffer">Where to.</param>
    /// <returns>Images [B, channels, H, W] and labels [B], valid as long as the buffer says.</returns>
    public (TorchSharp.torch.Tensor Images, TorchSharp.torch.Tensor Labels) Load(int batch, BatchBuffer buffer)
    {
        var lane = lanes[batch % lanes.Length];
        if (loaders.Length == 0)
        {
            Make(batch, lane);
            lane.Fill();
        }

        lane.WaitUntilFull();
        var loaded = buffer.Load(set, Items(batch), lane.Pixels.AsSpan(0, Items(batch).Length * lane.Augmenter.Values));
        lane.Empty();
        return loaded;
    }

    /// <summary>Ends the pass, early or not; the loaders have ended when this returns.</summary>
    public void Dispose()
    {
        Array.ForEach(lanes, lane => lane.Stop());
        Array.ForEach(loaders, loader => loader.Join());
    }

    private ReadOnlySpan<int> Items(int batch)
    {
        var first = batch * schedule.BatchSize;
        return order.AsSpan(first, Math.Min(schedule.BatchSize, order.Length - first));
    }

    /// <summary>The body of a loader thread: whatever happens is handed to the trainer.</summary>
    private void Prepare(int first)
    {
        for (var batch = first; batch < schedule.Batches && lanes[first].WaitUntilEmpty(); batch += lanes.Length)
        {
            try
            {
                Make(batch, lanes[first]);
                lanes[first].Fill();
            }
#pragma warning disable CA1031 // The edge of the thread: thrown again by the trainer.
            catch (Exception trouble)
#pragma warning restore CA1031
            {
                lanes[first].Fill(trouble);
                return;
            }
        }
    }

    private void Make(int batch, BatchLane lane)
    {
        var items = Items(batch);
        for (var i = 0; i < items.Length; i++)
        {
            var item = lane.Pixels.AsSpan(i * lane.Augmenter.Values, lane.Augmenter.Values);
            PixelScale.ToUnitInterval(set.Pixels(items[i]), item);
            lane.Augmenter.Transform(item, seeds[(batch * schedule.BatchSize) + i]);
        }
    }
}
