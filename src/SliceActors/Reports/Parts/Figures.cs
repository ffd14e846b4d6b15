using System.Globalization;
using SliceActors.Scoring.Estimates;
using SliceActors.Screens;

namespace SliceActors.Reports.Parts;

/// <summary>Figures of tables with their intervals.</summary>
internal static class Figures
{
    /// <summary>Names of figures for readers, by their columns.</summary>
    public static IReadOnlyList<(string Column, string Name)> ImageLevel { get; } =
    [
        ("balanced_accuracy", "balanced accuracy"), ("sensitivity", "sensitivity"), ("specificity", "specificity"), ("ppv", "PPV"), ("npv", "NPV"), ("auc", "AUC"),
        ("average_precision", "average precision"), ("brier_score", "Brier score"), ("calibration_intercept", "calibration intercept"), ("calibration_slope", "calibration slope"),
    ];

    /// <summary>A figure and its bounds; NaN where there is none.</summary>
    public static Interval Of(ReportTable.Row row, string column) => new(Value(row[column]), Value(row[$"{column}_lower"]), Value(row[$"{column}_upper"]));

    /// <summary>The same as markup.</summary>
    public static string Markup(ReportTable.Row row, string column)
    {
        var figure = Of(row, column);
        if (double.IsNaN(figure.Value))
        {
            return "n/a";
        }

        var (value, bound) = ClaimTable.IsWide(figure) ? ("0.0", "0.00") : ("0.000", "0.000");
        return $"{HtmlPage.Number(row[column], value)} ({HtmlPage.Number(row[$"{column}_lower"], bound)} to {HtmlPage.Number(row[$"{column}_upper"], bound)})";
    }

    /// <summary>A number; NaN for an empty cell.</summary>
    public static double Value(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
}
