using System.Collections.Immutable;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;

namespace SliceActors.Runs.Plans;

/// <summary>What a spec means on its data: which images, folds, slices and networks. Pure data.</summary>
/// <param name="Images">Each session of the study once; the order is the order of the slice store.</param>
/// <param name="Slices">Slice positions in use.</param>
/// <param name="Folds">Folds of the study, in order: what results are of.</param>
public sealed record RunPlan(ImmutableArray<PlannedImage> Images, SliceRange Slices, ImmutableArray<FoldPlan> Folds)
{
    /// <summary>Folds that are trained once more, in order, after those of the study.</summary>
    public ImmutableArray<FoldVariation> Variations { get; init; } = [];

    /// <summary>All folds that are trained, in order.</summary>
    public IEnumerable<FoldIndex> TrainedFolds => Folds.Select(fold => fold.Fold).Concat(Variations.Select(variation => variation.Fold));

    /// <summary>All training units, fold after fold, networks in ascending order.</summary>
    /// <param name="networkType"><c>multicnn</c> has one unit per fold and slice, the others one per fold.</param>
    public ImmutableArray<TrainingUnit> Units(NetworkType networkType) =>
        [.. TrainedFolds.SelectMany(fold => UnitsOf(fold, networkType))];

    /// <summary>The training units of one fold, networks in ascending order.</summary>
    /// <param name="fold">The fold.</param>
    /// <param name="networkType"><c>multicnn</c> has one unit per slice, the others one.</param>
    public IEnumerable<TrainingUnit> UnitsOf(FoldIndex fold, NetworkType networkType) =>
        networkType == NetworkType.Multicnn
            ? Enumerable.Range(0, Slices.Count).Select(j => new TrainingUnit(new UnitId(fold, new NetworkIndex(j)), new SliceRange(Slices.At(j), 1)))
            : [new TrainingUnit(new UnitId(fold, null), Slices)];

    /// <summary>What a supervisor has to know of it: which folds, slices and networks, but not who is in them. A large study has a plan of a megabyte.</summary>
    public RunPlan Outline() => new([], Slices, [.. Folds.Select(fold => new FoldPlan(fold.Fold, [], [], []))]) { Variations = Variations };

    /// <summary>The plan of a fold, with the labels that its networks are trained on.</summary>
    /// <exception cref="KeyNotFoundException">The fold is not part of the run.</exception>
    public FoldPlan FoldOf(FoldIndex fold)
    {
        if (Variations.FirstOrDefault(planned => planned.Fold == fold) is not { } variation)
        {
            return Folds.FirstOrDefault(planned => planned.Fold == fold) ?? throw new KeyNotFoundException($"Fold {fold} is not part of this run.");
        }

        var original = FoldOf(variation.Of);
        var varied = variation.Kind == VariationKind.Permutation ? new LabelExchange(this).Apply(original, variation.Seed) : original;
        return varied with { Fold = fold, Variation = variation };
    }
}
