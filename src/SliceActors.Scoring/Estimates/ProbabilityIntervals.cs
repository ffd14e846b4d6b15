using System.Collections.Immutable;
using SliceActors.Runs.Outcomes;

namespace SliceActors.Scoring.Estimates;

/// <summary>How much the probabilities of class 1 are worth, with 95 % confidence intervals, the participant being the unit.</summary>
/// <param name="AveragePrecision">Average precision; that of chance is the share of class 1.</param>
/// <param name="BrierScore">Brier score; 0 is best.</param>
/// <param name="CalibrationIntercept">Calibration in the large; 0 is best.</param>
/// <param name="CalibrationSlope">Calibration slope; 1 is best.</param>
public sealed record ProbabilityIntervals(Interval AveragePrecision, Interval BrierScore, Interval CalibrationIntercept, Interval CalibrationSlope)
{
    /// <summary>No figures.</summary>
    public static ProbabilityIntervals None { get; } = new(Interval.None, Interval.None, Interval.None, Interval.None);

    /// <summary>The mean over folds, its variance as that of <see cref="ImageLevelFigures"/>. A figure that a fold does not have is not averaged over the others.</summary>
    /// <param name="folds">The figures of each fold; null where a fold has none.</param>
    /// <param name="positives">People of class 1 in all of them; half of them where folds share people.</param>
    /// <param name="negatives">Those of class 0 likewise.</param>
    /// <param name="shared">By how much the variance is greater than that of independent folds.</param>
    internal static ProbabilityIntervals Mean(ImmutableArray<ProbabilityFigures?> folds, double positives, double negatives, double shared)
    {
        if (folds.Contains(null))
        {
            return None;
        }

        var freedom = positives + negatives - 2;
        var smaller = Math.Min(positives, negatives);
        return new ProbabilityIntervals(
            Share(figures => figures.AveragePrecision),
            Share(figures => figures.BrierScore),
            Number(figures => figures.CalibrationIntercept),
            Number(figures => figures.CalibrationSlope));

        EstimatedFigure Over(Func<ProbabilityFigures, EstimatedFigure> figure) => new(
            folds.Average(fold => figure(fold!).Value),
            shared * folds.Sum(fold => figure(fold!).Variance) / ((double)folds.Length * folds.Length));

        Interval Share(Func<ProbabilityFigures, EstimatedFigure> figure) => Over(figure) is var mean && double.IsNaN(mean.Value)
            ? Interval.None
            : Intervals.OfShare(mean.Value, mean.Variance, smaller, freedom);

        Interval Number(Func<ProbabilityFigures, EstimatedFigure> figure) => Intervals.OfNumber(Over(figure).Value, Over(figure).Variance, freedom);
    }
}
