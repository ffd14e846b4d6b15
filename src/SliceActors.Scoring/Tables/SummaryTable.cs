using SliceActors.Runs;

namespace SliceActors.Scoring;

/// <summary>
/// <c>summary.tsv</c>: mean and standard deviation over the folds of every image-level metric, per selection and set. A fold where a metric is not defined,
/// or whose networks all failed, does not count; the column <c>folds</c> says how many do.
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
        var results = folds.OrderBy(fold => fold.Fold).SelectMany(fold => fold.Results).ToLookup(result => (result.Selection, result.Subset));
        if (results.Count > 0)
        {
            DurableFile.Write(tree.Summary, stream => Write(stream, results));
        }
    }

    private static void Write(Stream stream, ILookup<(Selection Selection, DataSubset Subset), ImageLevelResult> results)
    {
        using var table = new TsvWriter(stream, "selection", "set", "metric", "folds", "mean", "standard_deviation");
        foreach (var set in results.OrderBy(set => set.Key))
        {
            foreach (var metric in set.SelectMany(Metrics).GroupBy(metric => metric.Name, metric => metric.Value, StringComparer.Ordinal))
            {
                var values = metric.Where(value => !double.IsNaN(value)).ToArray();
                table.Cell(set.Key.Selection.Term()).Cell(set.Key.Subset.Term()).Cell(metric.Key)
                    .Cell(values.Length).Cell(Mean(values)).Cell(StandardDeviation(values)).EndRow();
            }
        }
    }

    private static IEnumerable<(string Name, double Value)> Metrics(ImageLevelResult result) => SetTables.Named(result.Metrics)
        .Concat(result.Probabilities is { } probabilities ? SetTables.Named(probabilities).Select(metric => (metric.Name, metric.Estimate.Value)) : []);

    private static double Mean(double[] values) => values.Length == 0 ? double.NaN : values.Sum() / values.Length;

    /// <summary>Of a sample: the sum of squares is divided by one less than the number of folds; not defined for one fold.</summary>
    private static double StandardDeviation(double[] values)
    {
        var mean = Mean(values);
        return values.Length < 2 ? double.NaN : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }
}
