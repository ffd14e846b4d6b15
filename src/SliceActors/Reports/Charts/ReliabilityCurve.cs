namespace SliceActors.Reports.Charts;

/// <summary>Whether probabilities of class 1 can be taken at their word.</summary>
internal static class ReliabilityCurve
{
    /// <summary>Mean probability and share of class 1 in groups of about the same size, by probability.</summary>
    public static IReadOnlyList<(double X, double Y)> Points(IReadOnlyList<(double Probability, int Label)> answers, int bins)
    {
        var sorted = answers.OrderBy(answer => answer.Probability).ToList();
        var (points, first) = (new List<(double, double)>(), 0);
        foreach (var size in Sizes(answers.Count, bins))
        {
            var group = sorted.GetRange(first, size);
            points.Add((group.Average(answer => answer.Probability), group.Average(answer => answer.Label)));
            first += size;
        }

        return points;
    }

    /// <summary>Sizes of groups that differ by one at most; none is empty.</summary>
    public static IEnumerable<int> Sizes(int count, int bins) => Enumerable.Range(0, bins).Select(bin => ((bin + 1) * count / bins) - (bin * count / bins)).Where(size => size > 0);
}
