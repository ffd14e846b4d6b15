using SliceActors.Reports.Charts;
using SliceActors.Reports.Parts;

namespace SliceActors.Reports.Sections;

/// <summary>Figures of subgroups, and a picture of them.</summary>
internal static class SubgroupFigures
{
    public static void Show(HtmlPage page, string what, IReadOnlyList<ReportTable.Row> subgroups)
    {
        page.Table(
            $"{char.ToUpperInvariant(what[0])}{what[1..]}; p of the hypothesis that a column makes no difference",
            ["who", "participants of class 1 + 0", "balanced accuracy", "AUC", "p (balanced accuracy)", "p (AUC)"],
            subgroups.Select(row => (string[])
            [
                HtmlPage.Text(Name(row)), $"{HtmlPage.Number(row["participants_1"], "0")} + {HtmlPage.Number(row["participants_0"], "0")}",
                Figures.Markup(row, "balanced_accuracy"), Figures.Markup(row, "auc"), HtmlPage.Number(row["balanced_accuracy_difference_p"]), HtmlPage.Number(row["auc_difference_p"]),
            ]));
        page.Figure(ForestChart.Svg(subgroups.Select(row => (Name(row), Figures.Of(row, "balanced_accuracy"))), "balanced accuracy", 0.5), $"Balanced accuracy by subgroup, {what}, with 95 % intervals; dashed: chance.");
    }

    private static string Name(ReportTable.Row row) => $"{row["column"]} {row["group"]}";
}
