using SliceActors.Reports.Charts;
using SliceActors.Reports.Parts;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;

namespace SliceActors.Reports.Sections;

/// <summary>What may be claimed by the validation sets.</summary>
internal static class ClaimSection
{
    public static void Write(HtmlPage page, ReportSource source)
    {
        page.Section("claim", "What was selected on what, and what may be claimed");
        page.Paragraph(
            "The best epoch of each network and the weights of the vote are chosen on the validation set of the fold. Leave-pair-out judges every pair of a person of class 1 and one of class 0 by a "
            + "vote that was chosen without these two; it is the figure to publish. \"Selected on the same people\" is the documented rule of the tables, judged by those it was chosen on: too good.");
        if (source.Table("estimate.tsv") is not { } table)
        {
            page.Blank("estimates with intervals.", "train the study with this version; earlier ones did not keep the predictions of each epoch.");
            return;
        }

        var rows = table.Rows.ToList();
        var means = rows.Where(row => row["fold"] == "mean").ToList();
        page.Table(
            "Image level, validation sets, mean over the folds, with 95 % intervals by participant",
            ["figure", .. means.Select(Title)],
            [
                ["folds", .. means.Select(row => HtmlPage.Number(row["folds"], "0"))],
                ["people of class 1 + 0", .. means.Select(row => $"{HtmlPage.Number(row["participants_1"], "0")} + {HtmlPage.Number(row["participants_0"], "0")}")],
                .. Figures.ImageLevel.Select(figure => (string[])[HtmlPage.Text(figure.Name), .. means.Select(row => Figures.Markup(row, figure.Column))]),
            ]);
        page.Paragraph("PPV and NPV hold where the share of class 1 is that of the sets. Average precision, Brier score and calibration are of one vote's probabilities; leave-pair-out has a vote for each pair, and so none.");
        foreach (var note in means.Select(row => row["note"]).Where(note => note.Length > 0).Distinct(StringComparer.Ordinal))
        {
            page.Note(note);
        }

        foreach (var (column, name) in ((string, string)[])[("auc", "AUC"), ("balanced_accuracy", "Balanced accuracy")])
        {
            if (means.Exists(row => row[column].Length > 0))
            {
                page.Figure(
                    ForestChart.Svg(means.Select(row => (Title(row), Figures.Of(row, column))), column == "auc" ? name : "balanced accuracy", 0.5),
                    $"{name} of the validation sets, mean over the folds, with 95 % intervals; dashed: chance.");
            }
        }

        page.Section("spread", "Spread over the folds");
        page.Table(
            "Leave-pair-out of each fold",
            ["fold", "best by", "participants", "balanced accuracy", "AUC"],
            rows.Where(row => row["fold"] != "mean" && row["estimate"] == EstimateKind.LeavePairOut.Term()).Select(row => (string[])
            [
                HtmlPage.Number(row["fold"], "0"), HtmlPage.Text(BestBy(row["selection"])), $"{HtmlPage.Number(row["participants_1"], "0")} + {HtmlPage.Number(row["participants_0"], "0")}",
                Figures.Markup(row, "balanced_accuracy"), Figures.Markup(row, "auc"),
            ]));
        Curves(page, source);
        if (means.FirstOrDefault(row => row["auc_detectable"].Length > 0 || row["balanced_accuracy_detectable"].Length > 0) is { } known)
        {
            page.Table(
                "The least figures that so many people tell from chance (four times in five, p < 0.05)",
                ["balanced accuracy", "AUC"],
                [[HtmlPage.Number(known["balanced_accuracy_detectable"], "0.00"), HtmlPage.Number(known["auc_detectable"], "0.00")]]);
        }
    }

    private static void Curves(HtmlPage page, ReportSource source)
    {
        if (source.MissingCurves is { } missing)
        {
            page.Blank($"ROC and precision-recall curves of the validation sets: {missing}.", "folds with people of both classes whose predictions of each epoch lie beside the models; then slice-actors report RESULTS.");
            return;
        }

        CurveFigures.Write(page, source.Table("curves.tsv"), "the validation sets by the last epoch and equal weights, the vote for which nothing was chosen on them");
    }

    /// <summary>How epochs were chosen, for readers.</summary>
    public static string BestBy(string selection) => selection == Selection.BestLoss.Term() ? "loss" : selection == Selection.BestBalancedAccuracy.Term() ? "BA" : string.Empty;

    private static string Title(ReportTable.Row row) => row["selection"].Length == 0 ? Name(row) : $"{Name(row)}, best by {BestBy(row["selection"])}";

    /// <summary>How figures came about, for readers.</summary>
    public static string Name(ReportTable.Row row) =>
        row["estimate"] == EstimateKind.LeavePairOut.Term() ? "leave-pair-out"
        : row["estimate"] == EstimateKind.SelectedOnSamePeople.Term() ? "selected on the same people"
        : "last epoch, equal weights";
}
