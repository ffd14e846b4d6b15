namespace SliceActors.Reports.Charts;

/// <summary>Curves of probabilities of class 1 against labels.</summary>
internal static class RankCurves
{
    /// <summary>False-positive rate and true-positive rate at every threshold, from none called 1 to all.</summary>
    /// <param name="answers">Both classes occur.</param>
    public static IReadOnlyList<(double X, double Y)> Roc(IReadOnlyList<(double Probability, int Label)> answers)
    {
        var (positives, negatives) = (answers.Count(answer => answer.Label == 1), answers.Count(answer => answer.Label == 0));
        return [(0, 0), .. Thresholds(answers).Select(counts => ((double)(counts.Called - counts.Right) / negatives, (double)counts.Right / positives))];
    }

    /// <summary>Recall and precision at every threshold, from the highest down.</summary>
    /// <param name="answers">Both classes occur.</param>
    public static IReadOnlyList<(double X, double Y)> PrecisionRecall(IReadOnlyList<(double Probability, int Label)> answers)
    {
        var positives = answers.Count(answer => answer.Label == 1);
        return [.. Thresholds(answers).Select(counts => ((double)counts.Right / positives, (double)counts.Right / counts.Called))];
    }

    /// <summary>Mean probability and share of class 1 in groups of about the same size, by probability.</summary>
    public static IReadOnlyList<(double X, double Y)> Reliability(IReadOnlyList<(double Probability, int Label)> answers, int bins)
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

    // How many are called 1, and how many of them rightly, when all with a probability or a greater one are.
    private static IEnumerable<(int Called, int Right)> Thresholds(IReadOnlyList<(double Probability, int Label)> answers)
    {
        var (called, right) = (0, 0);
        foreach (var tied in answers.GroupBy(answer => answer.Probability).OrderByDescending(tied => tied.Key))
        {
            called += tied.Count();
            right += tied.Count(answer => answer.Label == 1);
            yield return (called, right);
        }
    }
}
