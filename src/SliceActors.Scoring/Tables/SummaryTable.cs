using SliceActors.Runs.Files;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Folds;

namespace SliceActors.Scoring.Tables;

/// <summary>
/// <c>summary.tsv</c>, and <c>summary-PREFIX.tsv</c> of predictions: mean and standard deviation over the folds of every image-level metric, per selection
/// and set. A fold where a metric is not defined, or whose networks all failed, does not count; the column <c>folds</c> says how many do.
/// </summary>
public static class SummaryTable
{
    /// <summary>Writes the table durably. The bytes depend on the folds only, not on their order.</summary>
    /// <param name="tree">The output folder.</param>
    /// <param name="folds">The merged folds.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Write(ResultTree tree, IEnumerable<FoldSummary> folds)
    {
        ArgumentNullException.ThrowIfNull(tree);
        Write(
            tree.Summary,
            folds.OrderBy(fold => fold.Fold).SelectMany(fold => fold.Results)
                .ToLookup(result => (result.Selection, result.Subset.Term()), result => Metrics(result.Metrics, result.Probabilities)));
    }

    /// <summary>Writes the table of predictions durably.</summary>
    /// <param name="path">The file.</param>
    /// <param name="prefix">The word that the predictions go by; the column <c>set</c> holds it.</param>
    /// <param name="folds">Figures of each fold and selection, folds ascending.</param>
    /// <returns>Whether there is anything to write.</returns>
    /// <exception cref="IOException">The disk refused.</exception>
    public static bool Write(string path, string prefix, IEnumerable<(Selection Selection, SetScores Scores)> folds) =>
        Write(path, folds.ToLookup(fold => (fold.Selection, prefix), fold => Metrics(fold.Scores.Metrics, fold.Scores.Probabilities)));

    private static bool Write(string path, ILookup<(Selection Selection, string Set), IEnumerable<(string Name, double Value)>> sets)
    {
        if (sets.Count > 0)
        {
            DurableFile.Write(path, stream => Write(stream, sets));
        }

        return sets.Count > 0;
    }

    private static void Write(Stream stream, ILookup<(Selection Selection, string Set), IEnumerable<(string Name, double Value)>> sets)
    {
        using var table = new TsvWriter(stream, "selection", "set", "metric", "folds", "mean", "standard_deviation");
        foreach (var set in sets.OrderBy(set => set.Key.Selection).ThenBy(set => set.Key.Set, StringComparer.Ordinal))
        {
            foreach (var metric in set.SelectMany(metrics => metrics).GroupBy(metric => metric.Name, metric => metric.Value, StringComparer.Ordinal))
            {
                var values = metric.Where(value => !double.IsNaN(value)).ToArray();
                table.Cell(set.Key.Selection.Term()).Cell(set.Key.Set).Cell(metric.Key)
                    .Cell(values.Length).Cell(Mean(values)).Cell(StandardDeviation(values)).EndRow();
            }
        }
    }

    private static IEnumerable<(string Name, double Value)> Metrics(ClassificationMetrics metrics, ProbabilityMetrics? probabilities) => SetTables.Named(metrics)
        .Concat(probabilities is { } known ? SetTables.Named(known).Select(metric => (metric.Name, metric.Estimate.Value)) : []);

    private static double Mean(double[] values) => values.Length == 0 ? double.NaN : values.Sum() / values.Length;

    /// <summary>Of a sample: the sum of squares is divided by one less than the number of folds; not defined for one fold.</summary>
    private static double StandardDeviation(double[] values)
    {
        var mean = Mean(values);
        return values.Length < 2 ? double.NaN : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }
}
