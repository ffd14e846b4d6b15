namespace SliceActors.Learning.Explanations;

/// <summary>How alike a map stays once what a network learned is taken away from its answer down to a layer.</summary>
/// <param name="Layer">The lowest layer whose weights are shuffled, as PyTorch names it.</param>
/// <param name="Correlation">Spearman's correlation of the sizes |map| of all pixels before and after, mean over the slices; null where a map has one number only.</param>
public sealed record LayerLikeness(string Layer, double? Correlation);
