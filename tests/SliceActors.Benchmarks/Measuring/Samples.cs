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

    /// <summary>Largest value divided by the smallest, less 1: how well a measurement repeats.</summary>
    public static double Spread(this IReadOnlyCollection<double> values) => values.Max() / values.Min() - 1;
}
