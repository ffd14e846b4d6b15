using SliceActors.Imaging.Maps;
using SliceActors.Reports.Charts;
using SliceActors.Reports.Parts;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Estimates;

namespace SliceActors.Reports.Sections;

/// <summary>Where in the brain: the slice positions.</summary>
internal static class WhereSection
{
    public static void Write(HtmlPage page, ReportSource source)
    {
        page.Section("where", "Where in the brain");
        if (source.Map.Slices.IsEmpty)
        {
            page.Blank(
                "which slice positions tell the classes apart.",
                source.Table("estimate.tsv") is null ? "train the study anew: it was trained by a version that did not judge slices by people they were not chosen by." : "networks that finish their training.");
            return;
        }

        foreach (var selection in source.Map.Slices.GroupBy(slice => slice.Selection))
        {
            List<SliceMean> slices = [.. selection.Where(slice => double.IsFinite(slice.Auc.Value))];
            if (slices.Count == 0)
            {
                page.Blank($"the AUC of each slice, best by {ClaimSection.BestBy(selection.Key.Term())}: no validation set has two people of each class and a network.", "folds with at least two people of each class.");
                continue;
            }

            Curve(page, source, selection.Key, slices);
            if (source.Map.Anatomy is { } anatomy)
            {
                Planes(page, source, selection.Key, slices, anatomy);
            }
        }

        if (source.Map.Anatomy is null)
        {
            page.Blank($"the map over the anatomy: {source.Map.Missing}.", "slice-actors report RESULTS where the images of the study are at hand.");
        }

        page.Note(
            "Each slice was judged by leave-pair-out, so a single one may be compared with chance. But the best of many slices is above 0.5 by luck alone, and no interval here allows for the choice: "
            + "name a slice only if it was named before, or passes the threshold of permutations. Outlines of skull-stripped brains alone may tell classes apart (Tinauer et al. 2025).");
        var explanations = Path.Combine(source.Tree.Root, "explanations");
        if (Directory.Exists(explanations))
        {
            page.Paragraph("Where within the images the answers come from: the maps of slice-actors explain, and how much of them remains when weights are shuffled (randomisation.tsv), are in the folder explanations.");
            foreach (var folder in EarlierNetworks.WithMaps(source, explanations))
            {
                page.Note($"The maps in {folder} are of the networks as they were before they were trained further. Make them again: explain with --overwrite.");
            }
        }
        else
        {
            page.Blank("attributions of single networks with a randomisation check.", "slice-actors explain RESULTS, then slice-actors report RESULTS.");
        }
    }

    private static void Curve(HtmlPage page, ReportSource source, Selection selection, List<SliceMean> slices)
    {
        // By permutations: the same for every slice.
        var threshold = source.Table("chance.tsv")?.Rows.FirstOrDefault(row => row["figure"] == "slice_auc" && row["selection"] == selection.Term()) is { } row ? Figures.Value(row["threshold"]) : double.NaN;
        var stretches = Stretches(slices);
        page.Figure(
            LineChart.Svg(
                [
                    new(null, [(slices[0].Slice.Value, 0.5), (slices[^1].Slice.Value, 0.5)], -1, LineChart.Join.Dashed),
                    .. double.IsFinite(threshold) ? [new LineChart.Line("threshold of permutations", [(slices[0].Slice.Value, threshold), (slices[^1].Slice.Value, threshold)], 3)] : Array.Empty<LineChart.Line>(),
                    .. stretches.Select(Line),
                ],
                new LineChart.Scale("slice position", slices[0].Slice.Value - 0.5, slices[^1].Slice.Value + 0.5) { IsWhole = true }, new LineChart.Scale("AUC", 0, 1), 760, 320),
            $"AUC of each slice alone by leave-pair-out with 95 % intervals, mean over the folds (n = {Folds(source, selection)}), best by {ClaimSection.BestBy(selection.Term())}; dashed: chance{(double.IsFinite(threshold) ? "; above the threshold of permutations: p ≤ 0.05 for all slices together" : string.Empty)}{(stretches.Count > 1 ? "; where the line breaks, no AUC is known" : string.Empty)}. slices.tsv has the figures.");
    }

    // A slice by itself has a mark, and a band as wide as it.
    private static LineChart.Line Line(List<SliceMean> stretch)
    {
        double[] sides = stretch.Count == 1 ? [-0.5, 0.5] : [0];
        return new(null, [.. stretch.Select(slice => ((double)slice.Slice.Value, slice.Auc.Value))], 0, stretch.Count == 1 ? LineChart.Join.Marks : LineChart.Join.Solid)
        {
            Band = [.. from slice in stretch from side in sides select (slice.Slice.Value + side, slice.Auc.Lower, slice.Auc.Upper)],
        };
    }

    /// <summary>Slices without a gap between them: a line across one would show what nobody has seen.</summary>
    private static List<List<SliceMean>> Stretches(List<SliceMean> slices) =>
        [.. slices.Index().GroupBy(slice => slice.Item.Slice.Value - slice.Index, slice => slice.Item).Select(stretch => stretch.ToList())];

    // Fewer where a network failed.
    private static string Folds(ReportSource source, Selection selection)
    {
        var folds = source.Table("slices.tsv")?.Rows.Where(row => row["selection"] == selection.Term()).Select(row => row["folds"]).Distinct().ToList();
        return folds is null or [] ? $"{source.Folds.Count}" : folds.Count == 1 ? folds[0] : $"{folds.Min(Figures.Value):0} to {folds.Max(Figures.Value):0}";
    }

    private static void Planes(HtmlPage page, ReportSource source, Selection selection, List<SliceMean> slices, Anatomy anatomy)
    {
        var best = slices.MaxBy(slice => slice.Auc.Value);
        var map = Path.GetFileName(source.Tree.SliceMap(selection));
        page.Figure(
            AnatomyFigure.Svg(anatomy, (int)source.Map.Direction, [.. slices.Select(slice => (slice.Slice.Value, slice.Auc.Value))], best.Slice.Value),
            $"The same over the first image of the study, best by {ClaimSection.BestBy(selection.Term())}; without colour: slice {best.Slice.Value}, the one with the largest AUC. {map} opens over any image of the same geometry.");
    }
}
