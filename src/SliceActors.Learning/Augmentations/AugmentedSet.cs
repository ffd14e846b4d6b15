using SliceActors.Learning.Batches;
using SliceActors.Learning.Networks;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Randomness;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Augmentations;

/// <summary>The training set of a unit as its training passes see it: transformed anew in each. Owns the memory that passes use, one after another.</summary>
internal sealed class AugmentedSet
{
    private readonly SliceSet set;
    private readonly long seed;
    private readonly UnitId unit;
    private readonly EpochSchedule schedule;
    private readonly int threads;
    private readonly BatchLane[] lanes;

    private AugmentedSet(SliceSet set, OptimisationSpec optimisation, UnitId unit, int loaderThreads, AugmentationChain chain)
    {
        (this.set, this.unit, seed) = (set, unit, optimisation.Seed);
        schedule = EpochSchedule.Of(optimisation, set.Count);
        threads = Math.Min(loaderThreads, schedule.Batches);
        var batchSize = Math.Min(schedule.BatchSize, schedule.Items);
        lanes = [.. Enumerable.Range(0, Math.Max(1, threads)).Select(_ => new BatchLane(new Augmenter(chain, SliceNetwork.InputSize), batchSize))];
    }

    /// <summary>The augmentation that a study asks for.</summary>
    /// <param name="set">The training set of a unit.</param>
    /// <param name="optimisation">Says which augmentation, and gives the seed.</param>
    /// <param name="unit">The unit; part of the seed.</param>
    /// <param name="loaderThreads">Threads that prepare batches ahead; 0 = the trainer's own does.</param>
    /// <param name="networkChannels">Channels of the network's first layer.</param>
    /// <returns>Null when items are taken as they are.</returns>
    public static AugmentedSet? Of(SliceSet set, OptimisationSpec optimisation, UnitId unit, int loaderThreads, int networkChannels) =>
        AugmentationChain.Of(optimisation.DataAugmentation, networkChannels) is { } chain
            ? new AugmentedSet(set, optimisation, unit, loaderThreads, chain)
            : null;

    /// <summary>Begins a training pass; the one before has been disposed.</summary>
    /// <param name="epoch">0-based.</param>
    /// <param name="order">The items, in the order in which they are drawn.</param>
    public AugmentedPass Begin(int epoch, int[] order) =>
        new(set, order, schedule, CountedSeed.For(seed, unit, epoch, Purpose.Augmentation), lanes, threads);
}
