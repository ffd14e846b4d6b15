namespace SliceActors.Learning;

/// <summary>What one evaluation of a set says about a network.</summary>
/// <param name="Loss">Mean loss: total divided by the number of items.</param>
/// <param name="BalancedAccuracy">Slice-level balanced accuracy.</param>
internal readonly record struct EpochScore(double Loss, double BalancedAccuracy);
