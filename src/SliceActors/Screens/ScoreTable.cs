using System.Globalization;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;
using Spectre.Console;

namespace SliceActors.Screens;

/// <summary>How good the votes of folds are on a set: a row for each fold, then mean and standard deviation over the folds. Fits 80 columns.</summary>
internal static class ScoreTable
{
    private static readonly string[] Figures = ["BA", "sens.", "spec."];

    /// <summary>One row.</summary>
    /// <param name="Fold">The fold; <c>ensemble</c> for the mean of the networks of all folds.</param>
    /// <param name="Selection">How epochs were chosen.</param>
    /// <param name="TrainAccuracy">Balanced accuracy on the training set; null where it is not shown.</param>
    /// <param name="Metrics">Metrics on the set.</param>
    /// <param name="Auc">Area under the ROC curve; null when not known.</param>
    internal sealed record Row(string Fold, Selection Selection, double? TrainAccuracy, ClassificationMetrics Metrics, MetricEstimate? Auc);

    /// <summary>The table.</summary>
    /// <param name="set">Name of the set, for example <c>validation set</c>.</param>
    /// <param name="folds">Rows of folds.</param>
    /// <param name="ensembles">Rows that no mean is taken over.</param>
    public static Table Of(string set, IReadOnlyList<Row> folds, IReadOnlyList<Row> ensembles)
    {
        var hasTrain = folds.Any(row => row.TrainAccuracy is not null);
        var table = new Table().Border(TableBorder.Rounded).Title($"Image level, {Markup.Escape(set)} (BA = balanced accuracy)").AddColumns("fold", "best by");
        foreach (var figure in (string[])[.. hasTrain ? ["train BA"] : Array.Empty<string>(), .. Figures, "AUC (95 % interval)"])
        {
            table.AddColumn(new TableColumn(figure).RightAligned());
        }

        foreach (var row in folds)
        {
            Add(row);
        }

        foreach (var selection in folds.GroupBy(row => row.Selection).Where(group => group.Count() > 1))
        {
            Sum("mean", selection, values => values.Average());
            Sum("SD", selection, Deviation);
        }

        foreach (var row in ensembles)
        {
            Add(row);
        }

        var n = folds.Select(row => row.Fold).Distinct().Count();
        return table.Caption($"sens., spec. = sensitivity, specificity{(n > 1 ? $"; mean and SD over n = {n} folds" : string.Empty)}");

        void Add(Row row) => table.AddRow(Cells(
            row.Fold, row.Selection, [.. hasTrain ? [row.TrainAccuracy ?? double.NaN] : Array.Empty<double>(), .. Values(row)], Interval(row.Auc)));

        void Sum(string name, IGrouping<Selection, Row> rows, Func<IReadOnlyList<double>, double> over) => table.AddRow(Cells(
            name,
            rows.Key,
            [
                .. hasTrain ? [over([.. rows.Select(row => row.TrainAccuracy ?? double.NaN)])] : Array.Empty<double>(),
                .. Enumerable.Range(0, Figures.Length).Select(figure => over([.. rows.Select(row => Values(row)[figure])])),
            ],
            rows.Select(row => row.Auc?.Value ?? double.NaN).Where(double.IsFinite).ToList() is { Count: > 1 } known ? Figure(over(known)) + new string(' ', " (0.000 to 1.000)".Length) : string.Empty));
    }

    /// <summary>The folds whose votes give every image the same class.</summary>
    public static IEnumerable<string> OneClassOnly(IEnumerable<Row> rows) =>
        from row in rows
        where row.Metrics is { Sensitivity: 1, Specificity: 0 } or { Sensitivity: 0, Specificity: 1 }
        select $"{(row.Fold == "ensemble" ? "The ensemble" : $"Fold {row.Fold}")} (best by {BestBy(row.Selection)}) puts every image into one class.";

    /// <summary><c>loss</c> or <c>BA</c>.</summary>
    internal static string BestBy(Selection selection) => selection == Selection.BestLoss ? "loss" : "BA";

    /// <summary><c>0.900 (0.712 to 1.000)</c>; empty when the figure is not known.</summary>
    internal static string Interval(MetricEstimate? estimate) => estimate is { } known && !double.IsNaN(known.Value)
        ? $"{Figure(known.Value)} ({Figure(known.Lower)} to {Figure(known.Upper)})"
        : string.Empty;

    internal static string Figure(double value) => double.IsNaN(value) ? string.Empty : value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string[] Cells(string name, Selection selection, IEnumerable<double> figures, string auc) => [name, BestBy(selection), .. figures.Select(Figure), auc];

    private static double[] Values(Row row) => [row.Metrics.BalancedAccuracy, row.Metrics.Sensitivity, row.Metrics.Specificity];

    private static double Deviation(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
    }
}
