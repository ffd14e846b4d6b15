using MathNet.Numerics.Distributions;
using SliceActors.Scoring.Estimates;

namespace SliceActors.Scoring.Comparisons;

/// <summary>Tests of the difference of two results on the same people. Where nothing varies there is neither interval nor p.</summary>
internal static class PairedTests
{
    private const double UpperTail = 0.975;

    /// <summary>
    /// The difference by its variance (DeLong, DeLong and Clarke-Pearson, Biometrics 1988), which knows that both results are of the same people where it is
    /// that of the matrix of differences.
    /// </summary>
    /// <param name="figure">What differs.</param>
    /// <param name="first">The figure of the first result.</param>
    /// <param name="second">That of the second.</param>
    /// <param name="variance">Variance of the difference.</param>
    public static Difference DeLong(ComparedFigure figure, double first, double second, double variance)
    {
        var (difference, error) = (first - second, Math.Sqrt(variance));
        return Judged(figure, ComparisonMethod.DeLong, first, second, difference, error, Normal.InvCDF(0, 1, UpperTail), z => 2 * Normal.CDF(0, 1, -z));
    }

    /// <summary>
    /// The corrected resampled t (Nadeau and Bengio, "Inference for the generalization error", Machine Learning 2003): the variance of a mean over folds is taken
    /// for (1/K + n_test/n_train)·s², since folds share the people that they learn from; K − 1 degrees of freedom.
    /// </summary>
    /// <param name="figure">What differs.</param>
    /// <param name="first">The figure of the first result in each fold, at least two.</param>
    /// <param name="second">That of the second.</param>
    /// <param name="testToTrain">People in the validation set of a fold for each in its training set.</param>
    public static Difference NadeauBengio(ComparedFigure figure, IReadOnlyList<double> first, IReadOnlyList<double> second, double testToTrain)
    {
        double[] differences = [.. first.Zip(second, (a, b) => a - b)];
        var (folds, mean) = (differences.Length, differences.Average());
        var variance = differences.Sum(difference => (difference - mean) * (difference - mean)) / (folds - 1);
        var error = Math.Sqrt(((1.0 / folds) + testToTrain) * variance);
        return Judged(
            figure, ComparisonMethod.NadeauBengio, first.Average(), second.Average(), mean, error, StudentT.InvCDF(0, 1, folds - 1, UpperTail), t => 2 * StudentT.CDF(0, 1, folds - 1, -t));
    }

    /// <summary>
    /// The exact test of McNemar (Psychometrika 1947), two-sided: 2·P(X ≤ min(b, c)) where X is binomial with b + c draws of ½ each, 1 at most.
    /// </summary>
    /// <param name="first">b: people whom the first result gets right rather than the second.</param>
    /// <param name="second">c: people whom the second gets right rather than the first.</param>
    public static Difference McNemar(int first, int second) => new(
        ComparedFigure.Calls,
        ComparisonMethod.McNemar,
        first,
        second,
        Interval.None,
        double.NaN,
        double.NaN,
        first + second == 0 ? 1 : Math.Min(1, 2 * Binomial.CDF(0.5, first + second, Math.Min(first, second))));

    private static Difference Judged(
        ComparedFigure figure, ComparisonMethod method, double first, double second, double difference, double error, double quantile, Func<double, double> p)
    {
        // What rounding leaves where all is the same.
        if (!(error > 1e-12))
        {
            return new Difference(figure, method, first, second, Interval.None with { Value = difference }, double.NaN, double.NaN, double.NaN);
        }

        var interval = new Interval(difference, Math.Max(-1, difference - (quantile * error)), Math.Min(1, difference + (quantile * error)));
        return new Difference(figure, method, first, second, interval, error, difference / error, p(Math.Abs(difference / error)));
    }
}
