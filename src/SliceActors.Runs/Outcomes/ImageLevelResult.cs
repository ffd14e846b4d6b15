using SliceActors.Runs.Specs;

namespace SliceActors.Runs.Outcomes;

/// <summary>The figure of interest of a fold: image-level metrics of one selection on one set.</summary>
/// <param name="Selection">How epochs were chosen.</param>
/// <param name="Subset">The set.</param>
/// <param name="Metrics">Image-level metrics.</param>
/// <param name="Probabilities">Image-level figures of the probabilities; null in journals of versions that did not have them.</param>
public sealed record ImageLevelResult(Selection Selection, DataSubset Subset, ClassificationMetrics Metrics, ProbabilityMetrics? Probabilities = null);
