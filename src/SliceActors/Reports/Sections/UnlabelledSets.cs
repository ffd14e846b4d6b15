using SliceActors.Reports.Parts;
using SliceActors.Runs.Specs;

namespace SliceActors.Reports.Sections;

/// <summary>Answers to people whose labels are not known: what was said of them, and that nothing follows from it for the networks.</summary>
internal static class UnlabelledSets
{
    private const int Most = 20;

    public static void Write(HtmlPage page, ReportSource source)
    {
        foreach (var group in source.UnlabelledGroups)
        {
            foreach (var selection in Enum.GetValues<Selection>())
            {
                if (source.FileOf(group, selection) is { } answers)
                {
                    Write(page, source, group, selection, answers);
                }
            }
        }
    }

    private static void Write(HtmlPage page, ReportSource source, string group, Selection selection, (string Model, string Path) answers)
    {
        var rows = ReportTable.Read(answers.Path)!.Rows.Take(Most + 1).ToList();
        page.Heading($"Set {group}, without labels, {(answers.Model == "ensemble" ? "mean of the folds" : $"fold {answers.Model}")}, best by {ClaimSection.BestBy(selection.Term())}");
        page.Paragraph(
            $"These people were predicted without labels, so their answers tell nothing of how good the networks are. They stand in {Path.GetRelativePath(source.Tree.Root, answers.Path)}"
            + (rows.Count > Most ? $"; here are the first {Most}." : "."));
        page.Table(
            $"Answers, set {group}",
            ["participant", "session", "called", "probability of class 1"],
            rows.Take(Most).Select(row => (string[])
                [HtmlPage.Text(row["participant_id"]), HtmlPage.Text(row["session_id"]), HtmlPage.Number(row["predicted_label"], "0"), HtmlPage.Number(row["proba1"])]));
    }
}
