using System.Globalization;
using SliceActors.Reports.Parts;

namespace SliceActors.Reports.Sections;

/// <summary>Whether it is better than chance and than something simple.</summary>
internal static class ChanceSection
{
    public static void Write(HtmlPage page, ReportSource source)
    {
        page.Section("chance", "Chance and something simple");
        Permutations(page, source);
        Repeats(page, source);
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
        Differences(page, source);
        page.Paragraph("Wen et al. (Medical Image Analysis 2020) found no network better than a linear model of voxels.");
    }

    private static void Differences(HtmlPage page, ReportSource source)
    {
        if (source.Table("baseline_differences.tsv")?.Rows.ToList() is not { Count: > 0 } rows)
        {
            page.Blank("how far the networks are ahead of simple models on the same people.", "slice-actors baseline RESULTS, where the networks' predictions of each epoch were kept.");
            return;
        }

        if (EarlierNetworks.AreIn(source, rows))
        {
            page.Blank("how far the networks are ahead of simple models: baseline_differences.tsv is of the networks as they were before they were trained further.", "slice-actors baseline RESULTS.");
            return;
        }

        page.Table(
            "Networks less simple models on the same people, by leave-pair-out (DeLong; over folds Nadeau and Bengio)",
            ["networks", "less", "figure", "method", "difference (95 % interval)", "p after Holm", "note"],
            rows.Select(row => (string[])
            [
                HtmlPage.Text(row["first_result"]), HtmlPage.Text(row["second_result"]), HtmlPage.Text(NameOf(row["figure"])), HtmlPage.Text(row["method"]), Figures.Markup(row, "difference"),
                HtmlPage.Number(row["p_holm"], "0.0000"), HtmlPage.Text(row["note"]),
            ]));
    }

    private static void Permutations(HtmlPage page, ReportSource source)
    {
        if (source.Table("chance.tsv") is not { } table)
        {
            page.Blank("a permutation test with networks trained again on permuted labels.", "train with --permutations M; p = (b + 1) / (M + 1), where b of M permuted studies reach the figure.");
            return;
        }

        page.Table(
            "Against networks trained again on permuted labels, by leave-pair-out; the p of a slice holds for all slices together",
            ["best by", "figure", "slice", "observed", "permutations", "reach it", "p", "threshold", "note"],
            table.Rows.Where(row => row["slice_id"].Length == 0 || IsBeyondChance(row)).Select(row => (string[])
            [
                HtmlPage.Text(ClaimSection.BestBy(row["selection"])), HtmlPage.Text(NameOf(row["figure"])), HtmlPage.Text(row["slice_id"]), HtmlPage.Number(row["observed"]), HtmlPage.Text(row["permutations"]),
                HtmlPage.Text(row["reached"]), HtmlPage.Number(row["p"], "0.0000"), HtmlPage.Number(row["threshold"]), HtmlPage.Text(row["note"]),
            ]));
        page.Note("Slices that do not pass the threshold are not listed; chance.tsv has all.");
    }

    private static void Repeats(HtmlPage page, ReportSource source)
    {
        if (source.Table("repeats.tsv") is { } table)
        {
            page.Table(
                "The same study with other seeds, by leave-pair-out",
                ["training", "best by", "balanced accuracy", "AUC", "note"],
                table.Rows.Select(row => (string[])
                [
                    HtmlPage.Text(row["repeat"]), HtmlPage.Text(ClaimSection.BestBy(row["selection"])), HtmlPage.Number(row["balanced_accuracy"]), HtmlPage.Number(row["auc"]), HtmlPage.Text(row["note"]),
                ]));
        }
        else
        {
            page.Blank("how far other seeds lead away.", "train with --repeats R.");
        }
    }

    private static string NameOf(string figure) => figure switch { "auc" => "AUC", "balanced_accuracy" => "balanced accuracy", _ => "AUC of a slice" };

    private static bool IsBeyondChance(ReportTable.Row row) => double.TryParse(row["p"], NumberStyles.Float, CultureInfo.InvariantCulture, out var p) && p <= 0.05;
}
