using SliceActors.Learning.Augmentations;
using SliceActors.Learning.Batches;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Training;

/// <summary>The data of a unit and how its training passes draw it.</summary>
/// <param name="Train">The training set.</param>
/// <param name="Validation">The validation set.</param>
/// <param name="Order">Order of the training items.</param>
/// <param name="Augmented">The training set transformed; null when it is taken as it is.</param>
internal sealed record UnitInputs(SliceSet Train, SliceSet Validation, ItemOrder Order, AugmentedSet? Augmented)
{
    /// <summary>The inputs that a job's spec asks for.</summary>
    /// <param name="job">The job.</param>
    /// <param name="pixels">Where its slices come from.</param>
    /// <param name="networkChannels">Channels of the network's first layer.</param>
    public static UnitInputs Of(TrainingJob job, SlicePixels pixels, int networkChannels)
    {
        var train = new SliceSet(job.Fold.Train, job.Unit.Slices, pixels);
        var (seed, unit) = (job.Optimisation.Seed, job.DrawsAs);
        return new UnitInputs(
            train,
            new SliceSet(job.Fold.Validation, job.Unit.Slices, pixels),
            job.Spec.Optimisation.Sampler == SamplerKind.Weighted ? ItemOrders.Weighted(seed, unit, train.Labels) : ItemOrders.Random(seed, unit, train.Count),
            AugmentedSet.Of(train, job.Optimisation, unit, job.LoaderThreads, networkChannels));
    }
}
