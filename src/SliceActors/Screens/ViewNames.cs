using SliceActors.Runs.Plans;
using SliceActors.Runs.Queries;

namespace SliceActors.Screens;

/// <summary>The names of a run's networks, from what a view says of its permutations and repeats.</summary>
internal static class ViewNames
{
    public static UnitNames Of(RunView view)
    {
        if (!view.Folds.Any(fold => fold.Kind is not null))
        {
            return UnitNames.WithoutPlan;
        }

        // Which fold is of which permutation follows from how many there are.
        var study = view.Folds.Where(fold => fold.Kind is null).Select(fold => new FoldPlan(fold.Fold, [], [], []));
        return new UnitNames(FoldVariations.Of([.. study], Planned(view, VariationKind.Permutation), Planned(view, VariationKind.Repeat), seed: 0));
    }

    private static int Planned(RunView view, VariationKind kind) => view.Folds.FirstOrDefault(fold => fold.Kind == kind)?.Planned ?? 0;
}
