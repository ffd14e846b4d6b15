using SliceActors.Runs.Specs;
using SliceActors.Scoring.Comparisons;

namespace SliceActors.Scoring.Baselines;

/// <summary>Networks less a simple model, on the same people.</summary>
/// <param name="Selection">How the epochs of the networks are chosen.</param>
/// <param name="Kind">The simple model.</param>
/// <param name="Comparison">What they differ in.</param>
public sealed record BaselineDifference(Selection Selection, BaselineKind Kind, Comparison Comparison);
