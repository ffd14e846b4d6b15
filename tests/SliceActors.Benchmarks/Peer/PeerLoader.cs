using System.Collections.Concurrent;
using System.Collections.Immutable;
using SliceActors.Imaging.PyTorch;
using SliceActors.Imaging.Slices;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Benchmarks.Peer;

/// <summary>
/// A data loader with two workers, each two batches ahead: every item reads the full tensor of its image, takes one slice, scales it to 8 bit and resizes
/// it, at every access. Kinder than the peer: one channel instead of three, no new memory per volume, no copies between processes.
/// </summary>
internal sealed class PeerLoader(PeerImages images, ImmutableArray<PlannedSession> sessions, SliceIndex slice)
{
    private const int Workers = 2;
    private const int Ahead = 2;
    private const int Pixels = PreparedSlice.Bytes;

    /// <summary>Sessions of the set.</summary>
    public ImmutableArray<PlannedSession> Sessions => sessions;

    /// <summary>One pass.</summary>
    /// <param name="batches">Items of each batch.</param>
    /// <returns>Pixels of each batch in [0, 1], in order.</returns>
    public IEnumerable<float[]> Pass(IReadOnlyList<int[]> batches)
    {
        var queues = Enumerable.Range(0, Workers).Select(_ => new BlockingCollection<float[]>(Ahead)).ToArray();
        var workers = queues.Select((queue, worker) => new Thread(() => Work(queue, batches.Where((_, batch) => batch % Workers == worker))) { IsBackground = true }).ToList();
        workers.ForEach(worker => worker.Start());
        for (var batch = 0; batch < batches.Count; batch++)
        {
            yield return queues[batch % Workers].Take();
        }

        workers.ForEach(worker => worker.Join());
        Array.ForEach(queues, queue => queue.Dispose());
    }

    private void Work(BlockingCollection<float[]> queue, IEnumerable<int[]> batches)
    {
        var voxels = new float[images.Shape.VoxelCount];
        var volume = new Volume(voxels, images.Shape, VoxelOrder.LastAxisFastest);
        var preparer = new SlicePreparer(images.Shape, VoxelOrder.LastAxisFastest, SliceDirection.Sagittal, unnormalize: false);
        foreach (var items in batches)
        {
            var batch = new float[items.Length * Pixels];
            for (var i = 0; i < items.Length; i++)
            {
                TorchTensorFile.ReadFloat32(images.Paths[sessions[items[i]].Image], voxels);
                preparer.Prepare(volume, new SliceRange(slice, 1), (_, pixels) => Scale(pixels, batch.AsSpan(i * Pixels, Pixels)));
            }

            queue.Add(batch);
        }
    }

    private static void Scale(ReadOnlySpan<byte> pixels, Span<float> target)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = pixels[i] / 255f;
        }
    }
}
