namespace SliceActors.Runs.Specs;

/// <summary>Rule by which the best epoch of a network is chosen on the validation set.</summary>
public enum Selection
{
    /// <summary>Highest slice-level balanced accuracy (<c>best_balanced_accuracy</c>).</summary>
    BestBalancedAccuracy = 0,

    /// <summary>Lowest mean loss (<c>best_loss</c>).</summary>
    BestLoss = 1,
}
