using System.Globalization;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Estimates;
using Spectre.Console;

namespace SliceActors.Screens;

/// <summary>How good the votes of folds are on a set: a row for each fold, then mean and standard deviation over the folds. Fits 80 columns.</summary>
internal static class ScoreTable
{
    /// <summary>One row.</summary>
    /// <param name="Fold">The fold; <c>ensemble</c> for the mean of the networks of all folds.</param>
    /// <param name="Selection">How epochs were chosen.</param>
    /// <param name="TrainAccuracy">Balanced accuracy on the training set; null where it is not shown.</param>
    /// <param name="Metrics">Metrics on the set.</param>
    /// <param name="Accuracy">Balanced accuracy on the set with its interval; none in results of earlier versions and where a class is missing.</param>
    /// <param name="Auc">Area under the ROC curve.</param>
    internal sealed record Row(string Fold, Selection Selection, double? TrainAccuracy, ClassificationMetrics Metrics, Interval Accuracy, Interval Auc);

    /// <summary>The table.</summary>
    /// <param name="set">Name of the set, for example <c>validation set</c>.</param>
    /// <param name="folds">Rows of folds.</param>
    /// <param name="ensembles">Rows that no mean is taken over.</param>
    public static Table Of(string set, IReadOnlyList<Row> folds, IReadOnlyList<Row> ensembles)
    {
        var hasTrain = folds.Any(row => row.TrainAccuracy is not null);
        var table = new Table().Border(TableBorder.Rounded).Title($"Image level, {Markup.Escape(set)} (BA = balanced accuracy)").AddColumns("fold", "best by");
        foreach (var figure in (string[])[.. hasTrain ? ["train BA"] : Array.Empty<string>(), "BA (95 % interval)", "AUC (95 % interval)"])
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
        return n > 1 ? table.Caption($"mean and SD over n = {n} folds") : table;

        void Add(Row row) => table.AddRow(
            [row.Fold, BestBy(row.Selection), .. hasTrain ? [Figure(row.TrainAccuracy ?? double.NaN)] : Array.Empty<string>(), Text(row.Accuracy, row.Metrics.BalancedAccuracy), Text(row.Auc, row.Auc.Value)]);

        void Sum(string name, IGrouping<Selection, Row> rows, Func<IReadOnlyList<double>, double> over) => table.AddRow(
        [
            name,
            BestBy(rows.Key),
            .. hasTrain ? [Figure(over([.. rows.Select(row => row.TrainAccuracy ?? double.NaN)]))] : Array.Empty<string>(),
            Below(over([.. rows.Select(row => row.Metrics.BalancedAccuracy)])),
            rows.Select(row => row.Auc.Value).Where(double.IsFinite).ToList() is { Count: > 1 } known ? Below(over(known)) : string.Empty,
        ]);
    }

    /// <summary>The folds whose votes give every image the same class.</summary>
    public static IEnumerable<string> OneClassOnly(IEnumerable<Row> rows) =>
        from row in rows
        where row.Metrics is { Sensitivity: 1, Specificity: 0 } or { Sensitivity: 0, Specificity: 1 }
        select $"{(row.Fold == "ensemble" ? "The ensemble" : $"Fold {row.Fold}")} (best by {BestBy(row.Selection)}) puts every image into one class.";

    /// <summary><c>loss</c> or <c>BA</c>.</summary>
    internal static string BestBy(Selection selection) => selection == Selection.BestLoss ? "loss" : "BA";

    internal static string Figure(double value) => double.IsNaN(value) ? string.Empty : value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Text(Interval figure, double value) => double.IsNaN(figure.Value) ? Below(value) : ClaimTable.Text(figure);

    // Where the figures of the rows above stand that have an interval.
    private static string Below(double value) => Figure(value) + new string(' ', " (0.000 to 1.000)".Length);

    private static double Deviation(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
    }
}
