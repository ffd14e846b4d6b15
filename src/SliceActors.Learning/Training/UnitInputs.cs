namespace SliceActors.Learning;

/// <summary>The data of a unit and the order in which it is drawn.</summary>
/// <param name="Train">The training set.</param>
/// <param name="Validation">The validation set.</param>
/// <param name="Order">Order of the training items.</param>
internal sealed record UnitInputs(SliceSet Train, SliceSet Validation, ItemOrder Order)
{
    /// <summary>The inputs that a job's spec asks for.</summary>
    /// <param name="job">The job.</param>
    /// <param name="pixels">Where its slices come from.</param>
    public static UnitInputs Of(TrainingJob job, SlicePixels pixels)
    {
        var train = new SliceSet(job.Fold.Train, job.Unit.Slices, pixels);
        return new UnitInputs(
            train,
            new SliceSet(job.Fold.Validation, job.Unit.Slices, pixels),
            ItemOrders.Random(job.Spec.Optimisation.Seed, job.Unit.Id, train.Count));
    }
}
