using System.Collections.Immutable;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Randomness;

namespace SliceActors.Runs.Plans;

/// <summary>Plans the folds that are trained once more.</summary>
public static class FoldVariations
{
    /// <summary>How many folds may be trained once more: what they say of themselves has to fit into a message.</summary>
    public const int Most = 10_000;

    /// <summary>All folds of permutation 1, then of permutation 2 and so on, then those of the repeats.</summary>
    /// <param name="folds">The folds of the study.</param>
    /// <param name="permutations">How many permutations.</param>
    /// <param name="repeats">How many repeats.</param>
    /// <param name="seed">Seed of the study.</param>
    public static ImmutableArray<FoldVariation> Of(ImmutableArray<FoldPlan> folds, int permutations, int repeats, long seed)
    {
        var sets = Numbers(permutations, VariationKind.Permutation).Concat(Numbers(repeats, VariationKind.Repeat));
        return
        [
            .. sets.SelectMany(set => folds.Select(fold => (set.Kind, set.Number, fold.Fold))).Select((variation, index) => new FoldVariation(
                new FoldIndex(FoldIndex.FirstVariation + index), variation.Fold, variation.Kind, variation.Number, SeedOf(variation.Kind, variation.Number, seed))),
        ];
    }

    private static IEnumerable<(VariationKind Kind, int Number)> Numbers(int count, VariationKind kind) =>
        Enumerable.Range(1, count).Select(number => (kind, number));

    // Not of the folds: labels are exchanged in all of them alike.
    private static long SeedOf(VariationKind kind, int number, long seed) => unchecked((long)CountedSeed.For(
        seed, new UnitId(new FoldIndex(0), null), number, kind == VariationKind.Permutation ? Purpose.Permutation : Purpose.Repeat));
}
