using SliceActors.Runs.Specs;

namespace SliceActors.Runs.Outcomes;

/// <summary>The best epoch of a unit by one selection rule, with its predictions.</summary>
/// <param name="Selection">The rule.</param>
/// <param name="Epoch">The chosen epoch, 0-based.</param>
/// <param name="ValidationLoss">Mean validation loss of that epoch.</param>
/// <param name="ValidationBalancedAccuracy">Slice-level validation balanced accuracy of that epoch; NaN for an autoencoder.</param>
/// <param name="Model">Digest of the model file.</param>
/// <param name="Train">Predictions on the training set; null for an autoencoder.</param>
/// <param name="Validation">Predictions on the validation set; null for an autoencoder.</param>
public sealed record SelectionOutcome(
    Selection Selection,
    int Epoch,
    double ValidationLoss,
    double ValidationBalancedAccuracy,
    FileDigest Model,
    SetPredictions? Train,
    SetPredictions? Validation)
{
    /// <summary>The best epoch with its predictions.</summary>
    public static SelectionOutcome Of(BestEpoch best, SetPredictions? train, SetPredictions? validation)
    {
        ArgumentNullException.ThrowIfNull(best);
        return new(best.Selection, best.Epoch, best.ValidationLoss, best.ValidationBalancedAccuracy, best.Model, train, validation);
    }

    /// <summary>The predictions on a set.</summary>
    public SetPredictions? On(DataSubset subset) => subset == DataSubset.Train ? Train : Validation;
}
