namespace SliceActors.Learning.Objectives;

/// <summary>What one evaluation of a set says about a network.</summary>
/// <param name="Loss">Mean loss per item; for an autoencoder per element, too.</param>
/// <param name="BalancedAccuracy">Slice-level balanced accuracy; null for an autoencoder.</param>
internal readonly record struct EpochScore(double Loss, double? BalancedAccuracy);
