using SliceActors.Reports.Parts;

namespace SliceActors.Reports.Sections;

/// <summary>Whether it is better than chance and than something simple.</summary>
internal static class ChanceSection
{
    public static void Write(HtmlPage page, ReportSource source)
    {
        page.Section("chance", "Chance and something simple");
        page.Blank("a permutation test with networks trained again on permuted labels.", "train the study on permuted labels; p = (b + 1) / (M + 1), where b of M permuted studies reach the figure.");
        if (source.Table("baselines.tsv") is not { } table)
        {
            page.Blank("what simple models make of the same images, labels and folds.", "slice-actors baseline RESULTS, then slice-actors report RESULTS.");
            return;
        }

        page.Table(
            "Simple models in the same folds, mean over the folds; nothing is chosen by the validation sets",
            ["model", "participants", "balanced accuracy", "AUC", "note"],
            table.Rows.Where(row => row["fold"] == "mean").Select(row => (string[])
            [
                HtmlPage.Text(row["baseline"]), $"{HtmlPage.Number(row["participants_1"], "0")} + {HtmlPage.Number(row["participants_0"], "0")}",
                Figures.Markup(row, "balanced_accuracy"), Figures.Markup(row, "auc"), HtmlPage.Text(row["note"]),
            ]));
        page.Paragraph("Compare with leave-pair-out above. Wen et al. (Medical Image Analysis 2020) found no network better than a linear model of voxels.");
    }
}
