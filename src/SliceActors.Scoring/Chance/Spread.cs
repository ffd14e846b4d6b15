using MathNet.Numerics.Statistics;

namespace SliceActors.Scoring.Chance;

/// <summary>How far figures of the same study lie apart.</summary>
/// <param name="Mean">Their mean.</param>
/// <param name="Deviation">Their standard deviation, divisor n − 1.</param>
/// <param name="Least">The least.</param>
/// <param name="Most">The greatest.</param>
public sealed record Spread(double Mean, double Deviation, double Least, double Most)
{
    /// <summary>The spread of some figures; not numbers where one of them is none.</summary>
    /// <param name="figures">At least two.</param>
    public static Spread Of(IReadOnlyCollection<double> figures) =>
        new(figures.Mean(), figures.StandardDeviation(), figures.Any(double.IsNaN) ? double.NaN : figures.Min(), figures.Any(double.IsNaN) ? double.NaN : figures.Max());
}
