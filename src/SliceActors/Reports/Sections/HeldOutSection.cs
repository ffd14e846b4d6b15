using SliceActors.Reports.Charts;
using SliceActors.Reports.Parts;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Results;

namespace SliceActors.Reports.Sections;

/// <summary>Figures of held-out people at the image level, and whether probabilities can be taken at their word.</summary>
internal static class HeldOutSection
{
    private const int Bins = 5;

    public static void Write(HtmlPage page, ReportSource source)
    {
        page.Section("held-out", "Held-out people");
        if (source.Groups.Count == 0)
        {
            page.Blank("figures of people whom nothing was chosen by, ROC and precision-recall curves, confusion counts, calibration.", "hold people out before training (slice-actors tsvtool split), then slice-actors predict RESULTS CAPS LABELS NAME.");
        }

        foreach (var group in source.LeftOut)
        {
            page.Note(PredictionRecord.Sentence(source.Tree, group));
        }

        foreach (var group in source.Groups)
        {
            Write(page, source, group);
        }

        UnlabelledSets.Write(page, source);
    }

    private static void Write(HtmlPage page, ReportSource source, string group)
    {
        var rows = source.Table($"estimate-{group}.tsv")!.Rows.ToList();
        var model = rows[0]["model"];
        var votes = rows.Where(row => row["model"] == model).ToList();
        page.Heading($"Set {group}, {(model == "ensemble" ? "mean of the folds" : $"fold {model}")}");
        page.Paragraph("A session is called class 1 where its probability of class 1 is the greater one (above 0.5): the threshold was not tuned.");
        page.Table(
            $"Image level, {votes[0]["participants_1"]} + {votes[0]["participants_0"]} participants of class 1 and 0, with 95 % intervals by participant",
            ["figure", .. votes.Select(row => $"best by {ClaimSection.BestBy(row["selection"])}")],
            Figures.ImageLevel.Select(figure => (string[])[HtmlPage.Text(figure.Name), .. votes.Select(row => Figures.Markup(row, figure.Column))]));
        page.Table(
            "Confusion counts (sessions)",
            ["best by", "class 1 called 1", "class 1 called 0", "class 0 called 1", "class 0 called 0"],
            votes.Select(row => (string[])
            [
                HtmlPage.Text(ClaimSection.BestBy(row["selection"])),
                .. ((string[])["true_1_called_1", "true_1_called_0", "true_0_called_1", "true_0_called_0"]).Select(column => HtmlPage.Number(row[column], "0")),
            ]));
        foreach (var note in votes.Select(row => row["note"]).Where(note => note.Length > 0).Distinct(StringComparer.Ordinal))
        {
            page.Note(note);
        }

        var lists = Enum.GetValues<Selection>().Select(selection => (Selection: selection, Images: Answers(source, group, selection))).Where(list => list.Images.Select(image => image.Label).Distinct().Count() > 1).ToList();
        if (lists.Count == 0)
        {
            return;
        }

        CurveFigures.Write(page, source.Table($"curves-{group}.tsv"), $"set {group} (n = {lists[0].Images.Count} sessions)");
        page.Figure(
            LineChart.Svg(
                [
                    new(null, [(0, 0), (1, 1)], -1, LineChart.Join.Dashed),
                    .. lists.Select((list, i) => new LineChart.Line($"best by {ClaimSection.BestBy(list.Selection.Term())}", ReliabilityCurve.Points(list.Images, Bins), i, LineChart.Join.Marks)),
                ],
                LineChart.Scale.OfShare("mean probability of class 1"), LineChart.Scale.OfShare("share of class 1"), 420, 400),
            $"Reliability of set {group}: {Bins} groups of sessions with about as many each ({string.Join(", ", ReliabilityCurve.Sizes(lists[0].Images.Count, Bins))}), by probability; dashed: perfect.");
    }

    private static List<(double Probability, int Label)> Answers(ReportSource source, string group, Selection selection) =>
        source.ImagesOf(group, selection) is { } table
            ? [.. table.Rows.Where(row => row["true_label"].Length > 0).Select(row => (Figures.Value(row["proba1"]), row["true_label"] == "1" ? 1 : 0))]
            : [];
}
