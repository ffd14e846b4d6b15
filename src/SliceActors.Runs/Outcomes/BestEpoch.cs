using SliceActors.Runs.Specs;

namespace SliceActors.Runs.Outcomes;

/// <summary>The epoch that a selection rule chose, and its model file.</summary>
/// <param name="Selection">The rule.</param>
/// <param name="Epoch">0-based.</param>
/// <param name="ValidationLoss">Mean validation loss of that epoch.</param>
/// <param name="ValidationBalancedAccuracy">Slice-level validation balanced accuracy of that epoch; NaN for an autoencoder.</param>
/// <param name="Model">Digest of the model file.</param>
public sealed record BestEpoch(Selection Selection, int Epoch, double ValidationLoss, double ValidationBalancedAccuracy, FileDigest Model);
