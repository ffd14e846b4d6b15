using MathNet.Numerics.Distributions;

namespace SliceActors.Scoring.Estimates;

/// <summary>
/// The least figures that so few people could tell from chance: four times in five, at p &lt; 0.05 (Cohen, "Statistical power analysis for the behavioral
/// sciences", 1988), by the variances that hold where there is no effect: of the AUC that of Mann and Whitney (Annals of Mathematical Statistics 1947), of the balanced accuracy that
/// of two proportions of one half.
/// </summary>
/// <param name="Auc">The AUC; NaN where no AUC could.</param>
/// <param name="BalancedAccuracy">The balanced accuracy; NaN where none could.</param>
public readonly record struct Detectable(double Auc, double BalancedAccuracy)
{
    /// <summary>Standard errors that a true figure must be away to be told from chance: quantiles of the 5 % level, two-sided, and of a power of 80 %.</summary>
    internal static readonly double Errors = Normal.InvCDF(0, 1, 0.975) + Normal.InvCDF(0, 1, 0.8);

    /// <summary>Nothing.</summary>
    public static Detectable None => new(double.NaN, double.NaN);

    /// <summary>Of a number of people.</summary>
    /// <param name="positives">People of class 1; not necessarily whole.</param>
    /// <param name="negatives">People of class 0.</param>
    internal static Detectable By(double positives, double negatives) => new(
        Least(Math.Sqrt((positives + negatives + 1) / (12 * positives * negatives))),
        Least(Math.Sqrt((0.25 / positives) + (0.25 / negatives)) / 2));

    private static double Least(double error) => 0.5 + (Errors * error) is var least && least < 1 ? least : double.NaN;
}
