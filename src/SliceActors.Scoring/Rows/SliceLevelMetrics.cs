using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;

namespace SliceActors.Scoring.Rows;

/// <summary>How well one network classifies the slices of one set; a row of the slice-level metrics tables.</summary>
/// <param name="Slice">The slice position of a <c>multicnn</c> network; null for a network that sees all positions.</param>
/// <param name="Metrics">Metrics over all slices that the network saw.</param>
/// <param name="TotalLoss">Sum of their cross-entropies.</param>
/// <param name="Probabilities">Figures of their probabilities.</param>
public readonly record struct SliceLevelMetrics(SliceIndex? Slice, ClassificationMetrics Metrics, double TotalLoss, ProbabilityMetrics Probabilities);
