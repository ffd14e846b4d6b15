namespace SliceActors.Runs.Outcomes;

/// <summary>One finished epoch of a unit. Values are slice-level; balanced accuracies are NaN for an autoencoder.</summary>
/// <param name="Epoch">0-based.</param>
/// <param name="TrainLoss">Mean loss on the training set.</param>
/// <param name="TrainBalancedAccuracy">Balanced accuracy on the training set.</param>
/// <param name="ValidationLoss">Mean loss on the validation set.</param>
/// <param name="ValidationBalancedAccuracy">Balanced accuracy on the validation set.</param>
/// <param name="Checkpoint">Digest of the checkpoint after this epoch, which is durable; null where none was written.</param>
public sealed record EpochReport(
    int Epoch,
    double TrainLoss,
    double TrainBalancedAccuracy,
    double ValidationLoss,
    double ValidationBalancedAccuracy,
    FileDigest? Checkpoint)
{
    /// <summary>The figures alone: what an epoch that is trained again has to repeat.</summary>
    public EpochReport Figures() => this with { Checkpoint = null };
}
