using SliceActors.Reports.Charts;
using SliceActors.Reports.Parts;

namespace SliceActors.Reports.Sections;

/// <summary>ROC and precision-recall curves with their bands.</summary>
internal static class CurveFigures
{
    /// <summary>Draws the curves of a table: each vote by itself, or folds thin behind their mean.</summary>
    /// <param name="page">Gets them.</param>
    /// <param name="table">The curves; null for none.</param>
    /// <param name="whose">Whose they are, for captions.</param>
    public static void Write(HtmlPage page, ReportTable? table, string whose)
    {
        if (table is null)
        {
            return;
        }

        var curves = table.Rows.GroupBy(row => (Model: row["model"], Selection: row["selection"])).Select(curve => new Curve(curve.Key.Model, curve.Key.Selection, [.. curve])).ToList();
        var share = curves[0].Points("sensitivity", "precision")[^1].Y;
        page.Figures(
            (Svg(curves, "false_positive_rate", "sensitivity", [(0, 0), (1, 1)], "1 − specificity", "sensitivity"),
                $"ROC curve of {whose}, with 95 % intervals of the sensitivity at each specificity by participant; thin and dashed: chance.{Thin(curves)}"),
            (Svg(curves, "sensitivity", "precision", [(0, share), (1, share)], "sensitivity (recall)", "PPV (precision)"),
                $"Precision-recall curve of {whose}, with 95 % intervals of the precision at each recall by participant, where the share of class 1 is that of the set; thin and dashed: chance.{Thin(curves)}"));
    }

    private static string Thin(List<Curve> curves) => curves.Exists(curve => curve.IsOfMany(curves)) ? " Thin: the folds; thick: the mean of their sensitivities at equal specificities." : string.Empty;

    private static string Svg(List<Curve> curves, string x, string y, (double X, double Y)[] chance, string horizontal, string vertical) => LineChart.Svg(
        [
            new(null, chance, -1, LineChart.Join.ThinDashed),
            .. curves.Where(curve => curve.IsOfMany(curves)).Select(curve => new LineChart.Line(null, curve.Points(x, y), -1, LineChart.Join.Thin)),
            .. curves.Where(curve => !curve.IsOfMany(curves)).Select((curve, i) => new LineChart.Line(curve.Name, curve.Points(x, y), i, i == 0 ? LineChart.Join.Solid : LineChart.Join.Dashed) { Band = curve.Band(x, y) }),
        ],
        LineChart.Scale.OfShare(horizontal), LineChart.Scale.OfShare(vertical), 420, 400);

    private sealed record Curve(string Model, string Selection, IReadOnlyList<ReportTable.Row> Rows)
    {
        public string? Name => Selection.Length > 0 ? $"best by {ClaimSection.BestBy(Selection)}" : null;

        // Folds stand behind their mean.
        public bool IsOfMany(List<Curve> all) => Model != "mean" && all.Exists(other => other.Model == "mean");

        public List<(double X, double Y)> Points(string x, string y) => [.. Rows.Select(row => (Figures.Value(row[x]), Figures.Value(row[y]))).Where(point => double.IsFinite(point.Item2))];

        // The rows of one place have one interval.
        public List<(double X, double Lower, double Upper)> Band(string x, string y) =>
            [.. Rows.Where(row => row[$"{y}_lower"].Length > 0).DistinctBy(row => row[x]).Select(row => (Figures.Value(row[x]), Figures.Value(row[$"{y}_lower"]), Figures.Value(row[$"{y}_upper"])))];
    }
}
