using System.Collections.Immutable;
using SliceActors.Runs.Errors;

namespace SliceActors.Scoring.Comparisons;

/// <summary>Every result with every other.</summary>
public static class PairwiseComparisons
{
    /// <summary>Compares all pairs of results, in their order, and adjusts the p of each figure and method for the number of pairs.</summary>
    /// <typeparam name="T">What is compared.</typeparam>
    /// <param name="results">The results, two or more.</param>
    /// <param name="compare">Compares two of them; gives null, and a finding, where they cannot be compared.</param>
    /// <param name="findings">Gets why results cannot be compared.</param>
    /// <returns>The comparisons; not all of them when there are findings.</returns>
    public static ImmutableArray<Comparison> Of<T>(IReadOnlyList<T> results, Func<T, T, ICollection<Finding>, Comparison?> compare, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(compare);
        var pairs = from i in Enumerable.Range(0, results.Count) from j in Enumerable.Range(i + 1, results.Count - i - 1) select compare(results[i], results[j], findings);
        return Adjusted([.. pairs.OfType<Comparison>()]);
    }

    /// <summary>The same comparisons, with the p of each figure and method adjusted for their number.</summary>
    internal static ImmutableArray<Comparison> Adjusted(ImmutableArray<Comparison> comparisons)
    {
        // Differences that are equal in all have the same p, and so the same adjusted one.
        var adjusted = (
            from comparison in comparisons
            from difference in comparison.Differences
            group difference by (difference.Figure, difference.Method) into family
            from pair in family.Zip(Holm.Adjust([.. family.Select(difference => difference.P)]), (difference, p) => (difference, p))
            select pair).ToLookup(pair => pair.difference, pair => pair.p);
        return [.. comparisons.Select(comparison => comparison with { Differences = [.. comparison.Differences.Select(difference => difference with { HolmP = adjusted[difference].First() })] })];
    }
}
