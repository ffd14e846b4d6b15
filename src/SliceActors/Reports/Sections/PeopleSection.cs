namespace SliceActors.Reports.Sections;

/// <summary>Who was studied, and whether the sets are apart.</summary>
internal static class PeopleSection
{
    public static void Write(HtmlPage page, ReportSource source)
    {
        page.Section("people", "Who was studied");
        page.Table(
            "Participants and sessions of each set",
            ["fold", "set", "class", "participants", "sessions"],
            source.Table("sets.tsv")!.Rows.Select(row => (string[])
                [Whole(row["fold"]), HtmlPage.Text(row["set"]), Whole(row["class"]), Whole(row["participants"]), Whole(row["sessions"])]));
        foreach (var group in source.Groups)
        {
            var row = source.Table($"estimate-{group}.tsv")!.Rows.First();
            page.Table(
                $"Held-out set {group}",
                ["set", "participants of class 1", "participants of class 0", "sessions"],
                [[HtmlPage.Text(group), Whole(row["participants_1"]), Whole(row["participants_0"]), Whole(row["sessions"])]]);
        }

        page.Paragraph($"Labels loaded: {source.Option("diagnoses")}. Lists of sessions: {source.Option("tsv_path")}. Images: {source.Option("caps_dir")} ({source.Option("preprocessing")}).");
        page.Blank("how many images were found and left out, with the reason, and age and sex of each set.", "describe what came before the lists, and add the table that slice-actors tsvtool kfold prints.");

        page.Section("apart", "Are the sets apart?");
        if (source.Table("leakage.tsv") is { } leakage)
        {
            page.Paragraph("leakage.tsv holds what was looked for and what was found; the folds divide participants, not sessions.");
            var rows = leakage.Rows.ToList();
            page.Paragraph(rows.Count == 0 ? "Nothing was found." : $"It has {rows.Count} rows.");
        }
        else
        {
            page.Blank("whether training and validation have anybody in common.", "state how the folds were made; slice-actors tsvtool split and kfold divide participants, with all their sessions.");
        }
    }

    private static string Whole(string cell) => HtmlPage.Number(cell, "0");
}
