using MathNet.Numerics.Statistics;

namespace SliceActors.Scoring.Measures;

/// <summary>Spearman's rank correlation of two maps.</summary>
public static class RankCorrelation
{
    /// <summary>Correlation of the ranks of the sizes |x| and |y|; ties have their mean rank.</summary>
    /// <param name="first">A map.</param>
    /// <param name="second">A map of the same length.</param>
    /// <returns>−1 to 1; null where a map has one size only.</returns>
    public static double? OfSizes(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        var (one, other) = (Sizes(first), Sizes(second));
        var correlation = Correlation.Spearman(one, other);
        return double.IsFinite(correlation) ? correlation : null;
    }

    private static double[] Sizes(ReadOnlySpan<float> map)
    {
        var sizes = new double[map.Length];
        for (var i = 0; i < sizes.Length; i++)
        {
            sizes[i] = Math.Abs(map[i]);
        }

        return sizes;
    }
}
