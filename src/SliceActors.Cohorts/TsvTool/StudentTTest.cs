using MathNet.Numerics;

namespace SliceActors.Cohorts.TsvTool;

/// <summary>Student's t-test of two independent samples with equal variances.</summary>
internal static class StudentTTest
{
    /// <summary>The two-sided p-value of the samples' means being equal: I(ν / (ν + t²); ν/2, 1/2) with ν = n₁ + n₂ − 2 and the pooled variance.</summary>
    /// <returns>0 … 1. Without variance 1 for equal means, 0 for others; 0 when a sample is empty, as nothing then speaks for equality.</returns>
    public static double PValue(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        if (first.IsEmpty || second.IsEmpty)
        {
            return 0;
        }

        var (mean1, squares1) = Moments(first);
        var (mean2, squares2) = Moments(second);
        var freedom = first.Length + second.Length - 2;
        var squares = squares1 + squares2;
        if (freedom == 0 || squares == 0)
        {
            return mean1 == mean2 ? 1 : 0;
        }

        var tSquared = (mean1 - mean2) * (mean1 - mean2) / (squares / freedom * ((1.0 / first.Length) + (1.0 / second.Length)));
        return SpecialFunctions.BetaRegularized(freedom / 2.0, 0.5, freedom / (freedom + tSquared));
    }

    /// <summary>Mean and sum of squared differences from it.</summary>
    private static (double Mean, double Squares) Moments(ReadOnlySpan<double> sample)
    {
        var sum = 0.0;
        foreach (var value in sample)
        {
            sum += value;
        }

        var (mean, squares) = (sum / sample.Length, 0.0);
        foreach (var value in sample)
        {
            squares += (value - mean) * (value - mean);
        }

        return (mean, squares);
    }
}
