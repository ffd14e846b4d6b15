using System.Collections.Immutable;

namespace SliceActors.Scoring.Estimates;

/// <summary>Image-level figures with 95 % confidence intervals, the participant being the unit.</summary>
/// <param name="Auc">Area under the ROC curve, never pooled over folds.</param>
/// <param name="AucVariance">Its variance.</param>
/// <param name="BalancedAccuracy">Mean of sensitivity and specificity.</param>
/// <param name="Sensitivity">Sensitivity.</param>
/// <param name="Specificity">Specificity.</param>
/// <param name="Ppv">Share of those called 1 who are, where as many people are of class 1 as in the set.</param>
/// <param name="Npv">Share of those called 0 who are.</param>
/// <param name="Probabilities">Figures of the probabilities.</param>
/// <param name="Detectable">What so few people could tell from chance.</param>
public sealed record ImageLevelFigures(
    Interval Auc,
    double AucVariance,
    Interval BalancedAccuracy,
    Interval Sensitivity,
    Interval Specificity,
    Interval Ppv,
    Interval Npv,
    ProbabilityIntervals Probabilities,
    Detectable Detectable)
{
    /// <summary>No figures.</summary>
    public static ImageLevelFigures None { get; } =
        new(Interval.None, double.NaN, Interval.None, Interval.None, Interval.None, Interval.None, Interval.None, ProbabilityIntervals.None, Detectable.None);

    /// <summary>
    /// The mean over folds, with the variance of such a mean; for proportions, twice the variance is the same as half the people.
    /// </summary>
    /// <param name="folds">The figures of each fold, at least one.</param>
    internal static ImageLevelFigures Mean(ImmutableArray<SetFigures> folds) => Mean(folds, Shared(folds.Length));

    /// <summary>Figures over people of several folds, each answered by the networks of the own fold, with the variance of a mean over folds.</summary>
    /// <param name="people">The figures as if these were independent, the AUC over pairs within a fold.</param>
    /// <param name="folds">How many folds they are of.</param>
    internal static ImageLevelFigures OverFolds(SetFigures people, int folds) => Mean([people], Shared(folds));

    /// <summary>By how much the variance of figures of several folds, which share the people that they learn from, is greater than that of independent ones.</summary>
    internal static double Shared(int folds) => folds > 1 ? 2 : 1;

    private static ImageLevelFigures Mean(ImmutableArray<SetFigures> folds, double shared)
    {
        var (positives, negatives) = (folds.Sum(fold => fold.Positives) / shared, folds.Sum(fold => fold.Negatives) / shared);
        var variance = shared * folds.Sum(fold => fold.AucVariance) / ((double)folds.Length * folds.Length);
        var sensitivity = Intervals.Wilson(Over(fold => fold.Sensitivity), positives);
        var specificity = Intervals.Wilson(Over(fold => fold.Specificity), negatives);
        return new ImageLevelFigures(
            Intervals.OfAuc(Over(fold => fold.Auc), variance, Math.Min(positives, negatives)),
            variance,
            Intervals.Mean((sensitivity.Value + specificity.Value) / 2, sensitivity, specificity),
            sensitivity,
            specificity,
            Intervals.PredictiveValue(sensitivity, specificity, positives / (positives + negatives)),
            Intervals.PredictiveValue(specificity, sensitivity, negatives / (positives + negatives)),
            ProbabilityIntervals.Mean([.. folds.Select(fold => fold.Probabilities)], positives, negatives, shared),
            Detectable.By(positives, negatives));

        double Over(Func<SetFigures, double> figure) => folds.Sum(figure) / folds.Length;
    }

    /// <summary>
    /// The variance of a mean over folds: twice that of independent folds. These share the people that they learn from, and for a learner that weighs people by
    /// their likeness the share of the variance that is common to all folds is as large as the other, however many folds there are.
    /// </summary>
    /// <param name="folds">The variance of each fold, at least one.</param>
    internal static double VarianceOfMean(IReadOnlyCollection<double> folds) => Shared(folds.Count) * folds.Sum() / ((double)folds.Count * folds.Count);
}
