using SliceActors.Runs.Ids;

namespace SliceActors.Runs.Plans;

/// <summary>Folds and networks as people call them: a fold that is trained once more by its permutation or repeat, not by its number in the journal.</summary>
/// <param name="variations">The folds that are trained once more.</param>
public sealed class UnitNames(IEnumerable<FoldVariation> variations)
{
    private const string NotKnown = "a permutation or repeat";
    private readonly Dictionary<FoldIndex, FoldVariation> variations = variations.ToDictionary(variation => variation.Fold);

    /// <summary>Names where it is not known which permutations and repeats there are.</summary>
    public static UnitNames WithoutPlan { get; } = new([]);

    /// <summary>What a fold is trained once more for; null for a fold of the study, or where that is not known.</summary>
    public FoldVariation? VariationOf(FoldIndex fold) => variations.GetValueOrDefault(fold);

    /// <summary><c>fold 0</c>, or <c>permutation 3, fold 0</c>.</summary>
    public string Of(FoldIndex fold) =>
        !fold.IsVariation ? $"fold {fold}"
        : VariationOf(fold) is { } variation ? FormattableString.Invariant($"{(variation.Kind == VariationKind.Permutation ? "permutation" : "repeat")} {variation.Number}, fold {variation.Of}")
        : NotKnown;

    /// <summary><c>fold-0/cnn-12</c>, or <c>permutation 3, fold 0, cnn-12</c>.</summary>
    public string Of(UnitId unit) =>
        !unit.Fold.IsVariation ? $"{unit}" : unit.Network is { } network ? $"{Of(unit.Fold)}, cnn-{network}" : Of(unit.Fold);
}
