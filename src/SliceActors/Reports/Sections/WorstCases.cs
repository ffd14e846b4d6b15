using SliceActors.Imaging.Caps;
using SliceActors.Imaging.Maps;
using SliceActors.Reports.Charts;
using SliceActors.Reports.Parts;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;

namespace SliceActors.Reports.Sections;

/// <summary>The sessions that were called wrong with the greatest confidence, each with a slice of its image.</summary>
internal static class WorstCases
{
    private const int Most = 4;

    /// <summary>Those of the validation sets, by the votes that were chosen by their balanced accuracy.</summary>
    public static void OfValidation(HtmlPage page, ReportSource source)
    {
        var rows = source.Folds
            .Select(fold => ReportTable.Read(Path.Combine(source.Tree.Classification(fold, Selection.BestBalancedAccuracy), "validation_image_level_prediction.tsv")))
            .OfType<ReportTable>().SelectMany(table => table.Rows).ToList();
        if (rows.Count == 0)
        {
            page.Blank("who of the validation sets is called wrong: no network answered.", "networks that finish their training.");
            return;
        }

        var images = source.Plan.Images.ToLookup(image => (image.ParticipantId, image.SessionId), image => image.Path);
        Write(page, source, "of the validation sets", rows, (participant, session) => images[(participant, session)].FirstOrDefault() is { } image ? source.Here(image) : null);
    }

    /// <summary>Those of a predicted set, by the mean of the folds.</summary>
    public static void OfGroup(HtmlPage page, ReportSource source, string group)
    {
        if (source.ImagesOf(group, Selection.BestBalancedAccuracy) is { } table && source.CapsOf(group) is { } caps)
        {
            Write(page, source, $"of set {group}", table.Rows, (participant, session) => CapsImages.Locate(source.Here(caps), source.Preprocessing, participant, session, []));
        }
    }

    private static void Write(HtmlPage page, ReportSource source, string what, IEnumerable<ReportTable.Row> rows, Func<string, string, string?> imageOf)
    {
        var worst = rows
            .Where(row => row["true_label"].Length > 0 && row["true_label"] != row["predicted_label"])
            .OrderByDescending(row => Math.Abs(Figures.Value(row["proba1"]) - Figures.Value(row["true_label"]))).ThenBy(row => row["participant_id"], StringComparer.Ordinal)
            .Take(Most).ToList();
        if (worst.Count == 0)
        {
            page.Paragraph($"Nobody {what} was called wrong.");
            return;
        }

        page.Paragraph($"The sessions {what} that were called wrong with the greatest confidence (best by BA), slice {source.Map.Shown.Value}:");
        page.Grid(worst.Select(row => (
            imageOf(row["participant_id"], row["session_id"]) is { } image ? Picture(source, image) : Absent,
            $"{row["participant_id"]} {row["session_id"]}, class {row["true_label"]}, called {row["predicted_label"]}",
            false)));
    }

    private static string Absent => "<p>its image is not at hand</p>";

    private static string Picture(ReportSource source, string image)
    {
        try
        {
            var anatomy = Anatomy.Read(image, source.Preprocessing);
            return anatomy is null || source.Map.Shown.Value >= anatomy.Grid.Shape.SlicesAlong(source.Map.Direction)
                ? Absent
                : AnatomyFigure.Plane(anatomy, (int)source.Map.Direction, source.Map.Shown.Value);
        }
        catch (BadInputException)
        {
            return Absent;
        }
    }
}
