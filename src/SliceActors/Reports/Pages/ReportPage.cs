using System.Globalization;
using System.Text.Json;
using SliceActors.Reports.Parts;
using SliceActors.Reports.Sections;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Rows;
using SliceActors.Scoring.Tables;
using SliceActors.Studies.Curves;
using SliceActors.Studies.Folders;
using SliceActors.Studies.Journals;
using SliceActors.Studies.Maps;
using SliceActors.Studies.People;

namespace SliceActors.Reports.Pages;

/// <summary>
/// <c>report.html</c>: one page to hand in, which needs no network and no other file. What a reviewer asks for is filled from the tables of the result folder, or left as a blank that says
/// what would fill it.
/// </summary>
internal static class ReportPage
{
    /// <summary>Writes the page durably, and beside it the table of sets, the curves and the maps of slices. The same tables give the same bytes.</summary>
    /// <param name="tree">The result folder.</param>
    /// <param name="submission">Its study.</param>
    /// <param name="here">Where this machine has a file or folder that the study names; null for where it says.</param>
    /// <returns>Folds that are being trained.</returns>
    /// <exception cref="BadInputException">A table of the folder is damaged.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    public static IReadOnlyList<FoldIndex> Write(ResultTree tree, RunCommands.SubmitRun submission, Func<string, string>? here = null)
    {
        here ??= path => path;
        SetTable.Write(tree, submission.Plan, Covariates(submission, here));
        var source = Read(tree, submission, InformationMap.Write(tree, submission, here)) with { Here = here, Unfinished = UnfinishedFolds.Of(tree) };
        ImageFlow.Write(tree, submission, source.Groups.Where(group => IsOfTheStudysCaps(source, group)).Select(group => (group, (IReadOnlySet<(string, string)>)Sessions(source, group))));
        if (source.Classifies)
        {
            source = source with { MissingCurves = StudyCurves.WriteValidation(tree, submission) };
            WriteHeldOut(source);
        }

        var page = new HtmlPage();
        PeopleSection.Write(page, source);
        if (source.Classifies)
        {
            ClaimSection.Write(page, source);
            HeldOutSection.Write(page, source);
            ChanceSection.Write(page, source);
            FailureSection.Write(page, source);
            WhereSection.Write(page, source);
        }

        CurvesSection.Write(page, source);
        HowSection.Write(page, source);
        DurableFile.WriteText(tree.Report, Whole(source, page));
        return source.Unfinished;
    }

    /// <summary>Writes it where a folder holds a run of this program that knows its images and folds; others, as those of ClinicaDL, have no report.</summary>
    /// <param name="tree">The result folder.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryWrite(ResultTree tree)
    {
        try
        {
            if (OutputFolder.Owner(tree) is not { } run)
            {
                return false;
            }

            Write(tree, SubmissionFile.Read(tree, run));
            return true;
        }
        catch (Exception other) when (other is BookkeepingException or RefusedException)
        {
            return false;
        }
    }

    private static bool IsOfTheStudysCaps(ReportSource source, string group) => source.CapsOf(group) is { } caps && Path.GetFullPath(caps) == Path.GetFullPath(source.Option("caps_dir"));

    private static HashSet<(string Participant, string Session)> Sessions(ReportSource source, string group) =>
        Enum.GetValues<Selection>().Select(selection => source.ImagesOf(group, selection)).OfType<ReportTable>().SelectMany(table => table.Rows).Select(row => (row["participant_id"], row["session_id"])).ToHashSet();

    private static void WriteHeldOut(ReportSource source)
    {
        foreach (var group in source.Groups)
        {
            List<(Selection Selection, (string Model, string Path) File)> tables = [.. Enum.GetValues<Selection>().Select(selection => (selection, source.FileOf(group, selection))).Where(table => table.Item2 is not null).Select(table => (table.selection, table.Item2!.Value))];
            StudyCurves.WriteHeldOut(source.Tree, group, tables.Select(table => table.File.Model).FirstOrDefault(string.Empty), tables.Select(table => (table.Selection, table.File.Path)));
        }
    }

    // Cells that are no age or sex are not known, of these people only: check and train say which, and so does baseline.
    private static ImageCovariates? Covariates(RunCommands.SubmitRun submission, Func<string, string> here)
    {
        var spec = submission.Spec;
        return StudyCovariates.Of(spec with { Data = spec.Data with { TsvPath = here(spec.Data.TsvPath) } }, submission.Plan, []).Covariates;
    }

    private static ReportSource Read(ResultTree tree, RunCommands.SubmitRun submission, InformationMap map)
    {
        try
        {
            using var options = JsonDocument.Parse(File.ReadAllBytes(tree.CommandLine));
            return new ReportSource(tree, [.. submission.Plan.Folds.Select(fold => fold.Fold).Where(fold => Directory.Exists(tree.Fold(fold)))], options.RootElement.Clone(), submission.Plan, submission.Spec.Data.Preprocessing, map);
        }
        catch (Exception unreadable) when (unreadable is JsonException or FileNotFoundException)
        {
            throw new BadInputException([new Finding(tree.CommandLine, null, unreadable is JsonException ? "no JSON" : "nothing there", "the options of the training, as it wrote them")]);
        }
    }

    private static string Whole(ReportSource source, HtmlPage page)
    {
        using var style = new StreamReader(typeof(ReportPage).Assembly.GetManifestResourceStream("report.css")!);
        var title = $"{source.Option("network_type")} {Path.GetFileName(source.Option("model"))}: report";
        var contents = string.Concat(page.Sections.Select(section => string.Create(CultureInfo.InvariantCulture, $"<li><a href=\"#{section.Id}\">{HtmlPage.Text(section.Title)}</a></li>\n")));
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
            <title>{HtmlPage.Text(title)}</title>
            <style>
            {style.ReadToEnd()}
            </style>
            </head>
            <body>
            <h1>{HtmlPage.Text(title)}</h1>
            {Headline.Of(source)}
            <nav aria-label="Contents"><ol>
            {contents}</ol></nav>
            <main>
            {page.Body}</main>
            </body>
            </html>

            """;
    }
}
