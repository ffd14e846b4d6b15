using SliceActors.Reports.Parts;
using SliceActors.Runs.Specs;

namespace SliceActors.Reports.Sections;

/// <summary>For whom networks fail, among the people of the validation sets and among those held out.</summary>
internal static class FailureSection
{
    private const int Most = 10;

    public static void Write(HtmlPage page, ReportSource source)
    {
        page.Section("subgroups", "Subgroups and confounds");
        ValidationFailureSection.Subgroups(page, source);
        if (source.Groups.Count == 0)
        {
            page.Blank("figures by sex, age, site and session of people held out.", "predict on held-out people whose label tables have columns age, sex and site.");
        }

        foreach (var group in source.Groups)
        {
            Subgroups(page, source, group);
        }

        page.Section("failures", "Failures");
        if (source.Groups.Count == 0)
        {
            page.Blank("who is wrong among people held out, and where slices disagree.", "predict on held-out people.");
        }

        ValidationFailureSection.People(page, source);
        WorstCases.OfValidation(page, source);

        foreach (var group in source.Groups)
        {
            Failures(page, source, group);
            WorstCases.OfGroup(page, source, group);
        }
    }

    private static void Subgroups(HtmlPage page, ReportSource source, string group)
    {
        if (source.Table($"subgroups-{group}.tsv") is not { } table)
        {
            page.Blank($"subgroups of set {group}, which an earlier version predicted.", "predict again with --overwrite.");
            return;
        }

        var rows = table.Rows.ToList();
        foreach (var selection in rows.GroupBy(row => row["selection"], StringComparer.Ordinal))
        {
            SubgroupFigures.Show(page, $"set {group}, best by {ClaimSection.BestBy(selection.Key)}", [.. selection]);
        }

        // A prediction that was killed may have left only some of its tables.
        var confounds = source.Table($"confounds-{group}.tsv")?.Rows.ToList() ?? [];
        if (confounds.Count == 0)
        {
            page.Blank($"whether the answer follows age, sex or site in set {group}.", "give the label tables columns age, sex and site, and predict again with --overwrite.");
            return;
        }

        page.Table(
            $"Does the answer follow something else than the label? Set {group}: share of what the label leaves unexplained (partial R²)",
            ["covariate", "best by", "participants", "partial R²", "p"],
            confounds.Select(row => (string[])
                [HtmlPage.Text(row["column"]), HtmlPage.Text(ClaimSection.BestBy(row["selection"])), HtmlPage.Number(row["participants"], "0"), HtmlPage.Number(row["partial_r2"], "0.00"), HtmlPage.Number(row["p"])]));
    }

    private static void Failures(HtmlPage page, ReportSource source, string group)
    {
        if (source.Table($"people-{group}.tsv") is not { } table)
        {
            page.Blank($"who is wrong in set {group}, which an earlier version predicted.", "predict again with --overwrite.");
            return;
        }

        var answers = table.Rows.ToLookup(row => row["selection"]);
        foreach (var selection in Enum.GetValues<Selection>().Select(selection => selection.Term()).Where(selection => answers.Contains(selection)))
        {
            page.Table(
                $"The {Math.Min(Most, answers[selection].Count())} answers furthest from the truth, set {group}, best by {ClaimSection.BestBy(selection)}",
                ["participant", "session", "class", "called", "probability of class 1", "wrong folds", "of folds", "slices that disagree"],
                answers[selection].Take(Most).Select(row => (string[])
                [
                    HtmlPage.Text(row["participant_id"]), HtmlPage.Text(row["session_id"]), HtmlPage.Number(row["true_label"], "0"), HtmlPage.Number(row["predicted_label"], "0"), HtmlPage.Number(row["proba1"]),
                    HtmlPage.Number(row["wrong_folds"], "0"), HtmlPage.Number(row["folds"], "0"), HtmlPage.Number(row["disagreeing_slices"], "0.00"),
                ]));
        }
    }
}
