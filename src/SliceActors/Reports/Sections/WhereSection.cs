using SliceActors.Reports.Charts;
using SliceActors.Reports.Parts;
using SliceActors.Runs.Specs;

namespace SliceActors.Reports.Sections;

/// <summary>Where in the brain: the slice positions.</summary>
internal static class WhereSection
{
    public static void Write(HtmlPage page, ReportSource source)
    {
        page.Section("where", "Where in the brain");
        if (source.Option("network_type") != NetworkType.Multicnn.Term())
        {
            page.Blank("which slice positions tell the classes apart.", "train multicnn, one network per slice position.");
            return;
        }

        foreach (var selection in Enum.GetValues<Selection>())
        {
            var folds = source.Folds
                .Select(fold => (Fold: fold, Table: ReportTable.Read(Path.Combine(source.Tree.Classification(fold, selection), "validation_slice_level_extended_metrics.tsv"))))
                .Where(fold => fold.Table is not null)
                .Select(fold => (fold.Fold, Points: fold.Table!.Rows.Where(row => row["metric"] == "auc").Select(row => (X: Figures.Value(row["slice_id"]), Y: Figures.Value(row["value"]))).ToList()))
                .ToList();
            var mean = folds.SelectMany(fold => fold.Points).Where(point => double.IsFinite(point.Y)).GroupBy(point => point.X).OrderBy(slice => slice.Key).Select(slice => (slice.Key, slice.Average(point => point.Y))).ToList();
            if (mean.Count == 0)
            {
                page.Blank($"the AUC of each slice, best by {ClaimSection.BestBy(selection.Term())}: no validation set has both classes and a network.", "folds with people of both classes.");
                continue;
            }

            page.Figure(
                LineChart.Svg(
                    [
                        new(null, [(mean[0].Key, 0.5), (mean[^1].Key, 0.5)], -1, LineChart.Join.Dashed),
                        new("each fold", [.. folds.SelectMany(fold => fold.Points)], 1, LineChart.Join.Marks),
                        new(folds.Count > 1 ? "mean over the folds" : null, mean, 0),
                    ],
                    new LineChart.Scale("slice position", mean[0].Key - 0.5, mean[^1].Key + 0.5), new LineChart.Scale("AUC", 0, 1), 760, 320),
                $"AUC of each slice's network on the validation set, best by {ClaimSection.BestBy(selection.Term())} (n = {folds.Count} folds); dashed: chance.");
        }

        page.Note("The epochs of these networks were chosen on the same people: compare slices with each other, not with chance. Outlines of skull-stripped brains alone may tell classes apart (Tinauer et al. 2025).");
        page.Blank("error control over the slices, the map over the anatomy, and attributions with a randomisation check.", "slice positions count from the first slice of the image in the direction of the study; show the best ones beside the anatomy.");
    }
}
