namespace SliceActors.Scoring.Comparisons;

/// <summary>
/// Values of p adjusted for their number (Holm, Scandinavian Journal of Statistics 1979): the smallest of m is multiplied by m, the next by m − 1 and so on, none
/// becoming smaller than the one before it or larger than 1.
/// </summary>
internal static class Holm
{
    /// <summary>Adjusts them.</summary>
    /// <param name="values">The values; NaN where there is none, which does not count.</param>
    /// <returns>The adjusted values, in the same order.</returns>
    public static double[] Adjust(IReadOnlyList<double> values)
    {
        var adjusted = values.ToArray();
        int[] ascending = [.. Enumerable.Range(0, adjusted.Length).Where(i => !double.IsNaN(adjusted[i])).OrderBy(i => adjusted[i])];
        var least = 0.0;
        foreach (var (rank, i) in ascending.Index())
        {
            least = Math.Max(least, Math.Min(1, (ascending.Length - rank) * adjusted[i]));
            adjusted[i] = least;
        }

        return adjusted;
    }
}
