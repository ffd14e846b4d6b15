using SliceActors.Scoring.Estimates;

namespace SliceActors.Scoring.Tables;

/// <summary>The columns of image-level figures with their intervals, three for each figure.</summary>
internal static class FigureColumns
{
    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names { get; } =
        [.. Bounded("auc", "balanced_accuracy", "sensitivity", "specificity", "ppv", "npv"), "auc_detectable", "balanced_accuracy_detectable"];

    /// <summary>The names of the figures of probabilities.</summary>
    public static IEnumerable<string> OfProbabilities { get; } = Bounded("average_precision", "brier_score", "calibration_intercept", "calibration_slope");

    /// <summary>Writes the cells of a row, in the order of the names.</summary>
    public static TsvWriter Figures(this TsvWriter table, ImageLevelFigures figures) =>
        table.Cells(figures.Auc, figures.BalancedAccuracy, figures.Sensitivity, figures.Specificity, figures.Ppv, figures.Npv)
            .Cell(figures.Detectable.Auc).Cell(figures.Detectable.BalancedAccuracy);

    /// <summary>Writes the cells of a row, in the order of the names.</summary>
    public static TsvWriter Figures(this TsvWriter table, ProbabilityIntervals figures) =>
        table.Cells(figures.AveragePrecision, figures.BrierScore, figures.CalibrationIntercept, figures.CalibrationSlope);

    /// <summary>Writes figures, each with its bounds.</summary>
    public static TsvWriter Cells(this TsvWriter table, params ReadOnlySpan<Interval> figures)
    {
        foreach (var figure in figures)
        {
            table.Cell(figure.Value).Cell(figure.Lower).Cell(figure.Upper);
        }

        return table;
    }

    private static string[] Bounded(params string[] figures) => [.. figures.SelectMany(figure => (string[])[figure, $"{figure}_lower", $"{figure}_upper"])];
}
