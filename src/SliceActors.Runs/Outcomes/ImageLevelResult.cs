namespace SliceActors.Runs;

/// <summary>The figure of interest of a fold: image-level metrics of one selection on one set.</summary>
/// <param name="Selection">How epochs were chosen.</param>
/// <param name="Subset">The set.</param>
/// <param name="Metrics">Image-level metrics.</param>
public sealed record ImageLevelResult(Selection Selection, DataSubset Subset, ClassificationMetrics Metrics);
