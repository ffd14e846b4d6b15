using SliceActors.Reports.Parts;

namespace SliceActors.Reports.Sections;

/// <summary>For whom networks fail among the people of the validation sets, by the answers of the last epoch, which nobody's label chose.</summary>
internal static class ValidationFailureSection
{
    private const int Most = 10;
    private const string What = "validation sets, last epoch with equal weights";

    public static void Subgroups(HtmlPage page, ReportSource source)
    {
        if (source.Table("subgroups-validation.tsv") is not { } table)
        {
            page.Blank("for whom it fails among the people of the validation sets.", "train with this version, to the end.");
            return;
        }

        page.Paragraph(
            "Leave-pair-out judges pairs and has no answer for a single person. These figures are of the last epoch of each network with equal weights of the slices, for which nothing was chosen. "
            + "The AUC compares people of one fold only; variances are doubled where folds share people.");
        var rows = table.Rows.ToList();
        if (rows.Count == 0)
        {
            page.Blank("figures by sex, age, site and session of the validation sets.", "give the label tables columns age, sex and site, and train again.");
        }
        else
        {
            SubgroupFigures.Show(page, What, rows);
            foreach (var note in rows.Where(row => row["note"].Length > 0).GroupBy(row => row["note"], row => $"{row["column"]} {row["group"]}", StringComparer.Ordinal))
            {
                page.Note($"{string.Join(", ", note)}: {note.Key}");
            }
        }

        var confounds = source.Table("confounds-validation.tsv")?.Rows.ToList() ?? [];
        if (confounds.Count > 0)
        {
            page.Table(
                "Does the answer follow something else than the label and the fold? Validation sets: share of what these leave unexplained (partial R²)",
                ["covariate", "participants", "partial R²", "p"],
                confounds.Select(row => (string[])
                    [HtmlPage.Text(row["column"]), HtmlPage.Number(row["participants"], "0"), HtmlPage.Number(row["partial_r2"], "0.00"), HtmlPage.Number(row["p"])]));
        }
    }

    public static void People(HtmlPage page, ReportSource source)
    {
        if (source.Table("people-validation.tsv")?.Rows.ToList() is not { Count: > 0 } answers)
        {
            return;
        }

        page.Table(
            $"The {Math.Min(Most, answers.Count)} answers furthest from the truth, {What}",
            ["participant", "session", "class", "called", "probability of class 1", "wrong trainings", "of trainings", "slices that disagree"],
            answers.Take(Most).Select(row => (string[])
            [
                HtmlPage.Text(row["participant_id"]), HtmlPage.Text(row["session_id"]), HtmlPage.Number(row["true_label"], "0"), HtmlPage.Number(row["predicted_label"], "0"), HtmlPage.Number(row["proba1"]),
                HtmlPage.Number(row["wrong_trainings"], "0"), HtmlPage.Number(row["trainings"], "0"), HtmlPage.Number(row["disagreeing_slices"], "0.00"),
            ]));
    }
}
