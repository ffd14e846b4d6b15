using SliceActors.Runs.Ids;

namespace SliceActors.Scoring.Explanations;

/// <summary>How alike the maps of a slice stay once what a network learned is taken away from its answer down to a layer.</summary>
/// <param name="Fold">Fold of the network.</param>
/// <param name="Slice">Absolute position of the slice, the one that weighs most in the vote.</param>
/// <param name="Step">1 for the layer nearest to the answer.</param>
/// <param name="Layer">The lowest layer whose weights are shuffled, as PyTorch names it.</param>
/// <param name="Correlation">Spearman's correlation of |map| before and after, mean over images; null where a map has one number only.</param>
public sealed record RandomisedLayer(FoldIndex Fold, SliceIndex Slice, int Step, string Layer, double? Correlation);
