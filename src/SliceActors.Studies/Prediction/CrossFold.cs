using System.Collections.Immutable;
using SliceActors.Runs.Errors;
using SliceActors.Scoring.Rows;

namespace SliceActors.Studies.Prediction;

/// <summary>Has the slices of each fold weighed by the other folds. On the folds' own people such a vote would be chosen by those it is judged by, in a roundabout way: it is for new people only.</summary>
internal static class CrossFold
{
    /// <summary>Changes what weighs.</summary>
    /// <param name="folds">The trained folds.</param>
    /// <param name="findings">Receives why that cannot be.</param>
    public static ImmutableArray<TrainedFold> Weigh(ImmutableArray<TrainedFold> folds, ICollection<Finding> findings)
    {
        if (folds.DistinctBy(fold => fold.Fold).Count() < 2)
        {
            findings.Add(new Finding("--vote_weights", null, "crossfold, with the results of one fold", "two folds or more: each is weighed by the others"));
            return folds;
        }

        return [.. folds.Select(fold => fold with { Weighs = Others(fold, folds) })];
    }

    private static SliceLevelTable Others(TrainedFold fold, ImmutableArray<TrainedFold> folds)
    {
        List<TrainedFold> others = [.. folds.Where(other => other.Selection == fold.Selection && other.Fold != fold.Fold).OrderBy(other => other.Fold)];
        var slices = fold.Validation.Rows.Select(row => row.Slice).ToHashSet();
        var rows = new List<SliceLevelRow>();
        foreach (var other in others)
        {
            // A fold some of whose networks failed cannot weigh them all alike.
            var known = other.Validation.Rows.Select(row => row.Slice).ToHashSet();
            if (slices.IsSubsetOf(known))
            {
                rows.AddRange(other.Validation.Rows.Where(row => slices.Contains(row.Slice)));
            }
        }

        return new SliceLevelTable($"the validation sets of the folds other than {fold.Fold} ({string.Join(", ", others.Select(other => other.Fold))})", rows);
    }
}
