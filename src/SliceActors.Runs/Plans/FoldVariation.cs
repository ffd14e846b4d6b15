using SliceActors.Runs.Ids;

namespace SliceActors.Runs.Plans;

/// <summary>A fold that is trained once more, to know what chance does.</summary>
/// <param name="Fold">Its own index, not less than <see cref="FoldIndex.FirstVariation"/>.</param>
/// <param name="Of">The fold of the study whose people it has.</param>
/// <param name="Kind">What is different.</param>
/// <param name="Number">Which permutation or repeat, counted from 1; the same number in all folds belongs together.</param>
/// <param name="Seed">What is drawn from it: the labels of a permutation, everything of a repeat.</param>
public sealed record FoldVariation(FoldIndex Fold, FoldIndex Of, VariationKind Kind, int Number, long Seed)
{
    /// <summary>The seed that its networks are trained with: with permuted labels that of the study, so that nothing but the labels is different.</summary>
    /// <param name="study">Seed of the study.</param>
    public long TrainingSeed(long study) => Kind == VariationKind.Repeat ? Seed : study;
}
