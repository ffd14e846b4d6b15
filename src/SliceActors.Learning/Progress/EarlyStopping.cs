namespace SliceActors.Learning.Progress;

/// <summary>
/// Early stopping after ClinicaDL 0.2.1, with one change: a NaN is detected in the first epoch too. The reference value moves only on improvements
/// beyond the tolerance, so it is not always the best loss ever seen; losses are taken to be positive.
/// </summary>
/// <param name="Reference">Loss that an epoch is compared with; null before the first epoch.</param>
/// <param name="BadEpochs">Epochs since the reference last moved.</param>
/// <param name="ShouldStop">No further epoch is to be trained.</param>
internal readonly record struct EarlyStopping(double? Reference, int BadEpochs, bool ShouldStop)
{
    /// <summary>Before the first epoch.</summary>
    public static readonly EarlyStopping Start;

    /// <summary>The state after one more epoch.</summary>
    /// <param name="validationLoss">Mean validation loss of the epoch.</param>
    /// <param name="patience">Epochs without improvement that end the training; 0 = never stop, whatever the loss.</param>
    /// <param name="tolerance">Relative improvement that counts.</param>
    public EarlyStopping After(double validationLoss, int patience, double tolerance)
    {
        if (patience == 0)
        {
            return this;
        }

        if (double.IsNaN(validationLoss))
        {
            return this with { ShouldStop = true };
        }

        if (Reference is not { } reference || validationLoss < reference - (reference * tolerance))
        {
            return new EarlyStopping(validationLoss, 0, false);
        }

        return this with { BadEpochs = BadEpochs + 1, ShouldStop = BadEpochs + 1 >= patience };
    }
}
