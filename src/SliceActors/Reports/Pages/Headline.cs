using SliceActors.Reports.Parts;
using SliceActors.Reports.Sections;
using SliceActors.Runs.Ids;

namespace SliceActors.Reports.Pages;

/// <summary>What a reader who reads one paragraph has to know.</summary>
internal static class Headline
{
    /// <summary>The paragraph, as markup.</summary>
    public static string Of(ReportSource source) => $"{Warning(source)}{Claims(source)}";

    /// <summary>What is to be said of a training that is not finished.</summary>
    /// <param name="unfinished">Its folds that are being trained, one or more.</param>
    public static string Sentence(IReadOnlyList<FoldIndex> unfinished) =>
        $"This training is not finished: {(unfinished.Count == 1 ? "fold" : "folds")} {string.Join(", ", unfinished)}. Figures are of the others, or of networks as they were before they were trained further. Hand in no page of it.";

    private static string Warning(ReportSource source) => source.Unfinished.Count == 0 ? string.Empty : $"<p class=\"note\">{HtmlPage.Text(Sentence(source.Unfinished))}</p>\n";

    private static string Claims(ReportSource source)
    {
        if (!source.Classifies)
        {
            return "<p>An autoencoder: it reproduces slices and puts nobody into a class. Nothing is claimed of people.</p>";
        }

        var sentences = new List<string>();
        foreach (var group in source.Groups)
        {
            var row = source.Table($"estimate-{group}.tsv")!.Rows.First();
            sentences.Add(
                $"On held-out people (set {HtmlPage.Text(group)}, {HtmlPage.Number(row["participants_1"], "0")} of class 1 and {HtmlPage.Number(row["participants_0"], "0")} of class 0), best by {ClaimSection.BestBy(row["selection"])}: "
                + $"balanced accuracy {Figures.Markup(row, "balanced_accuracy")}, AUC {Figures.Markup(row, "auc")}.");
        }

        foreach (var row in source.Table("estimate.tsv")?.Rows.Where(row => row["fold"] == "mean" && row["estimate"] == "leave_pair_out") ?? [])
        {
            if (row["auc"].Length == 0 && row["balanced_accuracy"].Length == 0)
            {
                sentences.Add($"Leave-pair-out on the validation sets, best by {ClaimSection.BestBy(row["selection"])}: nothing can be claimed. {HtmlPage.Text(row["note"])}");
                continue;
            }

            sentences.Add(
                $"Leave-pair-out on the validation sets ({HtmlPage.Number(row["participants_1"], "0")} people of class 1 and {HtmlPage.Number(row["participants_0"], "0")} of class 0), best by {ClaimSection.BestBy(row["selection"])}: "
                + $"balanced accuracy {Figures.Markup(row, "balanced_accuracy")}, AUC {Figures.Markup(row, "auc")}.");
        }

        sentences.Add("In brackets: 95 % intervals, by participant. Decide beforehand which of these is reported; the best of several is a choice.");
        return $"<p>{string.Join("</p>\n<p>", sentences)}</p>";
    }
}
