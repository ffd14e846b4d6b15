using SliceActors.Imaging.Store;
using SliceActors.Learning.Batches;
using SliceActors.Learning.Native;
using SliceActors.Learning.Objectives;
using SliceActors.Learning.Threads;
using SliceActors.Learning.Training;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using TorchSharp;

namespace SliceActors.Learning.Features;

/// <summary>
/// Computes the features of all slices by the very evaluation that follows an epoch. A batch has consecutive images at one slice position and is computed
/// by one thread, so the bytes do not depend on who computes beside it.
/// </summary>
/// <param name="spec">The study.</param>
/// <param name="slices">Its prepared slices.</param>
/// <param name="file">Takes the features.</param>
/// <param name="computed">Told after each batch of how many slices features were computed so far, and of how many they will be.</param>
internal sealed class FeatureComputing(RunSpec spec, SliceStore slices, FeatureFile file, Action<int, int>? computed)
{
    private readonly int batchesOfPosition = (slices.ImageCount + Learner.EvaluationBatch - 1) / Learner.EvaluationBatch;
    private int done;

    /// <summary>Computes; returns when no thread is inside libtorch any more.</summary>
    /// <param name="places">What computes: each has a network, and an equal share of the batches.</param>
    /// <param name="cancellation">Looked at before each batch.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Run(IReadOnlyList<ComputeDevice> places, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var all = batchesOfPosition * slices.Slices.Count;
        var shares = Enumerable.Range(0, places.Count)
            .Select(share => (First: (int)((long)all * share / places.Count), End: (int)((long)all * (share + 1) / places.Count)))
            .Where(share => share.First < share.End);
        SideBySide.Run(
            [.. shares],
            places,
            "features",
            (share, place) =>
            {
                try
                {
                    Compute(share.First, share.End, place, ending.Token);
                    return true;
                }
                catch
                {
                    ending.Cancel(); // What the others compute is of no use any more.
                    throw;
                }
            },
            _ => { },
            cancellation);
    }

    private void Compute(int first, int end, ComputeDevice place, CancellationToken cancellation)
    {
        IntraOpThreads.Use(1);
        using var learner = new Learner(FrozenNetwork.Load(spec), new Classification(), new OptimisationSpec { Seed = 0 }, spec.Compute.MemoryFormats, place);
        for (var batch = first; batch < end; batch++)
        {
            var (position, image) = (batch / batchesOfPosition, batch % batchesOfPosition * Learner.EvaluationBatch);
            var items = Enumerable.Range(image, Math.Min(Learner.EvaluationBatch, slices.ImageCount - image)).Select(item => new PlannedSession(item, 0));
            var set = new SliceSet([.. items], new SliceRange(slices.Slices.At(position), 1), slices.Slice);
            learner.Answer(
                set,
                set.Count,
                (_, _, features) =>
                {
                    using var scope = torch.NewDisposeScope();
                    file.Write(position, image, features.cpu().contiguous().bytes);
                },
                cancellation);
            computed?.Invoke(Interlocked.Add(ref done, set.Count), slices.ImageCount * slices.Slices.Count);
        }
    }
}
