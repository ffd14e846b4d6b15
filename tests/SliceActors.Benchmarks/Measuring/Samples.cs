namespace SliceActors.Benchmarks.Measuring;

/// <summary>Sums up repeated measurements.</summary>
internal static class Samples
{
    /// <summary>The middle value; the mean of the two middle ones of an even number.</summary>
    public static double Median(this IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0
            ? double.NaN
            : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The value that so many of all do not exceed.</summary>
    /// <param name="values">The values.</param>
    /// <param name="part">Part of all, from 0 to 1.</param>
    public static double Quantile(this IReadOnlyCollection<double> values, double part) =>
        values.Count == 0 ? double.NaN : values.Order().ElementAt(Math.Max(0, (int)Math.Ceiling(part * values.Count) - 1));

    /// <summary>Largest value divided by the smallest, less 1: how well a measurement repeats.</summary>
    public static double Spread(this IReadOnlyCollection<double> values) => values.Max() / values.Min() - 1;
}
