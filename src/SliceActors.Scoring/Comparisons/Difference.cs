using SliceActors.Scoring.Estimates;

namespace SliceActors.Scoring.Comparisons;

/// <summary>By how much two results differ in a figure, and how sure that is. What is not defined is NaN.</summary>
/// <param name="Figure">The figure.</param>
/// <param name="Method">How the difference is judged.</param>
/// <param name="First">The figure of the first result.</param>
/// <param name="Second">The figure of the second.</param>
/// <param name="Value">The first less the second, with its 95 % confidence interval; none for <see cref="ComparedFigure.Calls"/>.</param>
/// <param name="StandardError">Standard error of the difference.</param>
/// <param name="Statistic">z or t: the difference in standard errors.</param>
/// <param name="P">Two-sided p that the two do not differ.</param>
public sealed record Difference(
    ComparedFigure Figure,
    ComparisonMethod Method,
    double First,
    double Second,
    Interval Value,
    double StandardError,
    double Statistic,
    double P)
{
    /// <summary><see cref="P"/> adjusted for all pairs of results that were compared (Holm).</summary>
    public double HolmP { get; init; } = P;

    /// <summary>The smallest true difference that people as many and as different as these would show in four of five studies: 2.8 standard errors.</summary>
    public double SmallestDetectable => Detectable.Errors * StandardError;
}
