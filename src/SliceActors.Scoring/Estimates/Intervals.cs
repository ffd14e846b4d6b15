using MathNet.Numerics.Distributions;

namespace SliceActors.Scoring.Estimates;

/// <summary>95 % confidence intervals. None has zero width.</summary>
internal static class Intervals
{
    private static readonly double Quantile = Normal.InvCDF(0, 1, 0.975);

    /// <summary>Interval of a proportion (Wilson, Journal of the American Statistical Association 1927).</summary>
    /// <param name="share">The proportion, 0 to 1.</param>
    /// <param name="n">Of how many; more than 0, not necessarily whole.</param>
    public static Interval Wilson(double share, double n)
    {
        var square = Quantile * Quantile;
        var middle = (share + (square / (2 * n))) / (1 + (square / n));
        var half = Quantile / (1 + (square / n)) * Math.Sqrt((share * (1 - share) / n) + (square / (4 * n * n)));

        // Rounding must not leave a certain bound beside its value.
        return new Interval(share, share <= 0 ? 0 : Math.Max(middle - half, 0), share >= 1 ? 1 : Math.Min(middle + half, 1));
    }

    /// <summary>Interval of the mean of two independent proportions from their own (Newcombe, Statistics in Medicine 1998; Zou and Donner, ibid. 2008).</summary>
    /// <param name="value">The mean.</param>
    /// <param name="first">One of them.</param>
    /// <param name="second">The other.</param>
    public static Interval Mean(double value, Interval first, Interval second) => new(
        value,
        value - (Length(first.Value - first.Lower, second.Value - second.Lower) / 2),
        value + (Length(first.Upper - first.Value, second.Upper - second.Value) / 2));

    /// <summary>
    /// Interval of an AUC on the scale of its logit, where the error of logit A is that of A divided by A·(1 − A) (Pepe, "The Statistical
    /// Evaluation of Medical Tests for Classification and Prediction", 2003). Where the pairs give no variance, as when all are in order, or none that is known: that of a proportion of the people.
    /// </summary>
    /// <param name="auc">The AUC.</param>
    /// <param name="variance">Its variance; NaN when it is not known.</param>
    /// <param name="people">People of the smaller class.</param>
    public static Interval OfAuc(double auc, double variance, double people) => OnLogit(auc, variance, people, Quantile);

    /// <summary>
    /// Interval of another figure between 0 and 1 on the scale of its logit, as that of an AUC, but with Student's t: its variance is estimated from few people.
    /// </summary>
    /// <param name="value">The figure.</param>
    /// <param name="variance">Its variance; NaN when it is not known.</param>
    /// <param name="people">People of the smaller class.</param>
    /// <param name="freedom">Degrees of freedom.</param>
    public static Interval OfShare(double value, double variance, double people, double freedom) => OnLogit(value, variance, people, StudentQuantile(freedom));

    /// <summary>Interval of a figure without bounds, with Student's t. None where its variance is not known.</summary>
    /// <param name="value">The figure.</param>
    /// <param name="variance">Its variance.</param>
    /// <param name="freedom">Degrees of freedom.</param>
    public static Interval OfNumber(double value, double variance, double freedom)
    {
        var half = StudentQuantile(freedom) * Math.Sqrt(variance);
        return variance > 0 ? new Interval(value, value - half, value + half) : Interval.None;
    }

    /// <summary>
    /// Predictive value of a test in a group with a given share of the class: its odds are those of the class times the ratio of two rates, and the interval of the logarithm of that ratio comes from
    /// those of the rates (Zou and Donner, "Construction of confidence limits about effect measures", Statistics in Medicine 2008). Where a rate is 0, whose logarithm has no distance to its bounds, it
    /// is the ratio of the bounds.
    /// </summary>
    /// <param name="right">Share of the people of the class who are called so.</param>
    /// <param name="others">Share of those of the other class who are called right.</param>
    /// <param name="share">Share of the class among all, between 0 and 1.</param>
    /// <returns>None where nobody is called so.</returns>
    public static Interval PredictiveValue(Interval right, Interval others, double share)
    {
        var wrong = new Interval(1 - others.Value, 1 - others.Upper, 1 - others.Lower);
        if (right.Value + wrong.Value == 0)
        {
            return Interval.None;
        }

        var odds = Math.Log(share / (1 - share));
        var (lower, upper) = (Math.Log(right.Lower / wrong.Upper), Math.Log(right.Upper / wrong.Lower));
        if (right.Value > 0 && wrong.Value > 0)
        {
            var ratio = Math.Log(right.Value / wrong.Value);
            (lower, upper) = (
                ratio - Length(Math.Log(right.Value / right.Lower), Math.Log(wrong.Upper / wrong.Value)),
                ratio + Length(Math.Log(right.Upper / right.Value), Math.Log(wrong.Value / wrong.Lower)));
        }

        return new Interval(right.Value * share / ((right.Value * share) + (wrong.Value * (1 - share))), Share(odds + lower), Share(odds + upper));
    }

    private static Interval OnLogit(double value, double variance, double people, double quantile)
    {
        if (!(variance > 0) || value <= 0 || value >= 1)
        {
            return Wilson(value, people);
        }

        var (logit, error) = (Math.Log(value / (1 - value)), quantile * Math.Sqrt(variance) / (value * (1 - value)));
        return new Interval(value, Share(logit - error), Share(logit + error));
    }

    private static double StudentQuantile(double freedom) => StudentT.InvCDF(0, 1, Math.Max(1, freedom), 0.975);

    private static double Share(double logit) => 1 / (1 + Math.Exp(-logit));

    private static double Length(double x, double y) => Math.Sqrt((x * x) + (y * y));
}
