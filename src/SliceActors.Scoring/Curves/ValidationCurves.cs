using System.Collections.Immutable;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Estimates;

namespace SliceActors.Scoring.Curves;

/// <summary>
/// The curves of the validation sets by the last epoch of each network and equal weights. That vote is the one for which nothing was chosen on these people: leave-pair-out has a vote for each pair, and so no
/// curve, and the documented rule would flatter it.
/// </summary>
/// <param name="Folds">The curve of each fold that has one.</param>
/// <param name="Mean">The mean of two folds or more; null for one.</param>
public sealed record ValidationCurves(ImmutableArray<(FoldIndex Fold, BandedCurve Curve)> Folds, BandedCurve? Mean)
{
    /// <summary>Draws them.</summary>
    /// <param name="plan">The plan of the run.</param>
    /// <param name="networkType">What was trained, a classifier.</param>
    /// <param name="folds">The folds, ascending, each with the outcomes of its networks; those that failed are not among them.</param>
    public static ValidationCurves Of(RunPlan plan, NetworkType networkType, IEnumerable<(FoldPlan Fold, IReadOnlyCollection<UnitPredictions> Outcomes)> folds)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(folds);
        var known = folds.Select(fold => (fold.Fold.Fold, Answers: FoldAnswers.Of(plan, networkType, fold.Fold, fold.Outcomes)))
            .Where(fold => LastEpoch.Missing(fold.Answers) is null && fold.Answers.People is { Positives.Length: > 0, Negatives.Length: > 0 })
            .Select(fold => (fold.Fold, fold.Answers.People, Curve: RankCurve.Of([.. LastEpoch.Of(fold.Answers).Select(row => (row.Image.Proba1, row.Image.TrueLabel!.Value))])))
            .ToList();
        return new ValidationCurves(
            [.. known.Select(fold => (fold.Fold, Banded(fold.Curve, [fold.People])))],
            known.Count > 1 ? Banded(RankCurve.Mean([.. known.Select(fold => fold.Curve)]), [.. known.Select(fold => fold.People)]) : null);
    }

    // A mean over folds has the variance of one over half the people: see RunEstimate.
    private static BandedCurve Banded(RankCurve curve, IReadOnlyCollection<ValidationPeople> sets)
    {
        var shared = sets.Count > 1 ? 2.0 : 1.0;
        return new BandedCurve(
            curve, sets.Sum(set => set.Count(1)) / shared, sets.Sum(set => set.Count(0)) / shared, (double)sets.Sum(set => set.Positives.Length) / sets.Sum(set => set.Labels.Length));
    }
}
