using SliceActors.Scoring.Estimates;

namespace SliceActors.Scoring.Curves;

/// <summary>
/// A ROC curve and its precision-recall curve with 95 % intervals, point by point, the participant being the unit. The sensitivity at a given specificity errs by the people of class 1 and by the
/// threshold, which the people of class 0 give (Greenhouse and Mantel, "The evaluation of diagnostic tests", Biometrics 1950). The first is Wilson's interval of the sensitivity. The second is
/// Wilson's interval of the false-positive rate, looked up on the curve. The two are independent, and their distances to the point add up squared (Zou and Donner, "Construction of confidence
/// limits about effect measures", Statistics in Medicine 2008). So it is for the false-positive rate at a given recall, and precision follows from that and the share of class 1. No random numbers,
/// and no zero width: Wilson's intervals have none.
/// </summary>
/// <param name="curve">The curve.</param>
/// <param name="positives">People of class 1; half of them for a mean over folds, which share the people that they learn from.</param>
/// <param name="negatives">People of class 0; the same.</param>
/// <param name="share">Share of class 1 among the sessions.</param>
public sealed class BandedCurve(RankCurve curve, double positives, double negatives, double share)
{
    /// <summary>The curve.</summary>
    public RankCurve Curve { get; } = curve;

    /// <summary>The greatest sensitivity at the false-positive rate of a point, with its interval; that of the point itself lies within it.</summary>
    public Interval Sensitivity(CurvePoint point) => Combined(
        Curve.Sensitivities.Most(point.FalsePositiveRate), positives, Intervals.Wilson(point.FalsePositiveRate, negatives), Curve.Sensitivities);

    /// <summary>The greatest precision at the recall of a point, with its interval; that of the point itself lies within it.</summary>
    /// <returns>None where the recall is 0: nobody need be called 1.</returns>
    public Interval Precision(CurvePoint point)
    {
        if (point.Sensitivity == 0)
        {
            return Interval.None;
        }

        var rate = Combined(Curve.FalsePositiveRates.Least(point.Sensitivity), negatives, Intervals.Wilson(point.Sensitivity, positives), Curve.FalsePositiveRates);
        return new Interval(PrecisionOf(point.Sensitivity, rate.Value), PrecisionOf(point.Sensitivity, rate.Upper), PrecisionOf(point.Sensitivity, rate.Lower));
    }

    /// <summary>Share of those called 1 who are; NaN where nobody is called 1.</summary>
    public double PrecisionOf(double sensitivity, double falsePositiveRate) => share * sensitivity / ((share * sensitivity) + ((1 - share) * falsePositiveRate));

    private static Interval Combined(double value, double people, Interval place, CurveSide side)
    {
        var own = Intervals.Wilson(value, people);
        return new Interval(
            value,
            Math.Max(0, value - Length(value - own.Lower, value - side.Least(place.Lower))),
            Math.Min(1, value + Length(own.Upper - value, side.Most(place.Upper) - value)));
    }

    private static double Length(double x, double y) => Math.Sqrt((x * x) + (y * y));
}
