using SliceActors.Reports.Parts;

namespace SliceActors.Reports.Sections;

/// <summary>Who was studied, and whether the sets are apart.</summary>
internal static class PeopleSection
{
    /// <summary>Rows of a long list that are shown.</summary>
    private const int Most = 50;

    public static void Write(HtmlPage page, ReportSource source)
    {
        page.Section("people", "Who was studied");
        var sets = source.Table("sets.tsv")!.Rows.ToList();
        page.Table(
            "Participants and sessions of each set",
            ["fold", "set", "class", "participants", "sessions", "age: mean (SD)", "age: range", "women + men"],
            sets.Select(row => (string[])
            [
                Whole(row["fold"]), HtmlPage.Text(row["set"]), Whole(row["class"]), Whole(row["participants"]), Whole(row["sessions"]),
                $"{HtmlPage.Number(row["age_mean"], "0.0")} ({HtmlPage.Number(row["age_standard_deviation"], "0.0")})", $"{HtmlPage.Number(row["age_least"], "0.0")} to {HtmlPage.Number(row["age_most"], "0.0")}",
                $"{Whole(row["women"])} + {Whole(row["men"])}",
            ]));
        if (sets.TrueForAll(row => row["age_mean"].Length == 0 || row["women"].Length == 0))
        {
            page.Blank("age and sex of each set.", "label tables with columns age and sex, where they were when the study was trained; then slice-actors report RESULTS.");
        }

        foreach (var group in source.Groups)
        {
            var row = source.Table($"estimate-{group}.tsv")!.Rows.First();
            page.Table(
                $"Held-out set {group}",
                ["set", "participants of class 1", "participants of class 0", "sessions"],
                [[HtmlPage.Text(group), Whole(row["participants_1"]), Whole(row["participants_0"]), Whole(row["sessions"])]]);
        }

        page.Paragraph($"Labels loaded: {source.Option("diagnoses")}. Lists of sessions: {source.Option("tsv_path")}. Images: {source.Option("caps_dir")} ({source.Option("preprocessing")}).");
        Flow(page, source);

        page.Section("apart", "Are the sets apart?");
        Leakage(page, source, "leakage.tsv", "training and validation of each fold, and what the networks started from");
        foreach (var group in source.Groups)
        {
            Leakage(page, source, $"leakage-{group}.tsv", $"held-out set {group}");
        }
    }

    private static void Flow(HtmlPage page, ReportSource source)
    {
        if (source.Table("flow.tsv") is not { } flow)
        {
            page.Blank("how many images were found and left out, with the reason.", "train with this version, which counts what the CAPS holds; describe what came before the lists.");
            return;
        }

        page.Table(
            "From the images that were found to those that were used",
            ["images", "participants", "of whom in the lists", "sessions"],
            flow.Rows.Select(row => (string[])[HtmlPage.Text(Stage(row)), Whole(row["participants"]), Whole(row["participants_listed"]), Whole(row["sessions"])]));
        page.Blank("why images are in no list.", "describe what came before the lists.");
    }

    private static string Stage(ReportTable.Row row) => row["stage"] switch
    {
        "found" => "in the CAPS, when the study was checked",
        "listed" => "in the lists of the study",
        "predicted" => $"in no list; predicted as set {row["set"]}",
        _ => "in no list and not predicted",
    };

    private static void Leakage(HtmlPage page, ReportSource source, string file, string what)
    {
        if (source.Table(file)?.Rows.ToList() is not { } rows)
        {
            page.Blank($"whether people or images are on both sides: {what}.", "train, or predict again with --overwrite, with this version; state how the sets were made.");
            return;
        }

        var found = rows.Where(row => row["finding"] is not ("checked" or "looked-at")).ToList();
        page.Paragraph($"{file}: {what}. {(found.Count == 0 ? "Nobody and nothing was found on both sides." : "Found:")}");
        foreach (var look in rows.Where(row => row["finding"] == "looked-at"))
        {
            page.Note($"Sessions of it were predicted with these networks before, as {look["other_set"]}, times: {look["times"]}. What was changed after a look is fitted to these people.");
        }

        if (found.Count > 0)
        {
            page.Table(
                "Who or what is on both sides",
                ["finding", "fold", "set", "participant", "other set", "other participant"],
                found.Take(Most).Select(row => (string[])
                [
                    HtmlPage.Text(row["finding"]), HtmlPage.Text(row["fold"]), HtmlPage.Text(row["set"]), HtmlPage.Text(row["participant_id"]), HtmlPage.Text(row["other_set"]), HtmlPage.Text(row["other_participant_id"]),
                ]));
            page.Note(found.Count > Most ? $"The table has {found.Count - Most} more. Figures of these people are not independent." : "Figures of these people are not independent.");
        }
    }

    private static string Whole(string cell) => HtmlPage.Number(cell, "0");
}
