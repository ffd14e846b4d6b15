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
    public static Interval OfAuc(double auc, double variance, double people)
    {
        if (!(variance > 0) || auc <= 0 || auc >= 1)
        {
            return Wilson(auc, people);
        }

        var (logit, error) = (Math.Log(auc / (1 - auc)), Quantile * Math.Sqrt(variance) / (auc * (1 - auc)));
        return new Interval(auc, Share(logit - error), Share(logit + error));
    }

    private static double Share(double logit) => 1 / (1 + Math.Exp(-logit));

    private static double Length(double x, double y) => Math.Sqrt((x * x) + (y * y));
}
