using System.Collections.Immutable;

namespace SliceActors.Runs.Outcomes;

/// <summary>
/// Predictions of one network on one set. Item t is session t div n (order of the fold's set) and slice t mod n, n = slices of the unit.
/// All three arrays have sessions × n elements.
/// </summary>
/// <param name="Proba0">Probability of class 0 (softmax of the logits, float32).</param>
/// <param name="Proba1">Probability of class 1.</param>
/// <param name="PredictedLabel">Index of the larger logit, 0 on a tie.</param>
/// <param name="TotalLoss">Sum of the cross-entropies of all items.</param>
public sealed record SetPredictions(
    ImmutableArray<float> Proba0,
    ImmutableArray<float> Proba1,
    ImmutableArray<byte> PredictedLabel,
    double TotalLoss);
