using System.Collections.Immutable;
using System.Globalization;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Estimates;
using static SliceActors.Scoring.Tables.PredictionTableReader;

namespace SliceActors.Scoring.Tables;

/// <summary>
/// What each slice position alone tells: a table of each fold, <c>cnn_classification/slices.tsv</c>, and <c>slices.tsv</c> of the study with the means over the folds and their 95 % confidence
/// intervals. A figure that is not defined is an empty cell, and <c>note</c> says why. No interval takes into account that the best of many slices is looked for.
/// </summary>
public static class SliceEstimateTables
{
    private static readonly string[] OfFold =
        ["selection", "slice_id", "auc", "auc_variance", "sensitivity", "specificity", "pairs", "skipped_pairs", "participants_1", "participants_0", "note"];

    private static readonly string[] Figures =
        [.. ((string[])["auc", "balanced_accuracy", "sensitivity", "specificity"]).SelectMany(figure => (string[])[figure, $"{figure}_lower", $"{figure}_upper"])];

    /// <summary>Writes the table of a fold durably; none where there are no figures.</summary>
    /// <param name="path">The file.</param>
    /// <param name="slices">The figures.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void WriteFold(string path, ImmutableArray<SliceFigures> slices)
    {
        if (!slices.IsEmpty)
        {
            DurableFile.Write(path, stream => WriteFold(stream, slices));
        }
    }

    /// <summary>Reads the table of a fold.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="BadInputException">It is no such table.</exception>
    public static ImmutableArray<SliceFigures> ReadFold(string path)
    {
        var findings = new List<Finding>();
        var rows = Read(path, OfFold, Row, "the figures of a slice", "the figures of the slices of a fold, as its vote wrote them; trained again it writes them", findings);
        return rows is null ? throw new BadInputException(findings) : [.. rows];
    }

    /// <summary>Writes the means over the folds durably; none where no fold has a table.</summary>
    /// <param name="tree">The output folder.</param>
    /// <param name="folds">The folds of the study.</param>
    /// <exception cref="BadInputException">The table of a fold is damaged.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Write(ResultTree tree, IEnumerable<FoldIndex> folds)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ImmutableArray<(FoldIndex Fold, ImmutableArray<SliceFigures> Slices)> read =
            [.. folds.Order().Where(fold => File.Exists(tree.SlicesOf(fold))).Select(fold => (fold, ReadFold(tree.SlicesOf(fold))))];
        if (!read.IsEmpty)
        {
            DurableFile.Write(tree.Slices, stream => Write(stream, read));
        }
    }

    /// <summary>Reads the AUC of each slice back, as a mean over the folds.</summary>
    /// <param name="path">The table of the study.</param>
    /// <exception cref="BadInputException">It is no such table.</exception>
    public static ImmutableArray<SliceMean> ReadMeans(string path)
    {
        var findings = new List<Finding>();
        var rows = Read(
            path, ["selection", "slice_id", "auc", "auc_lower", "auc_upper"], Mean, "the figures of a slice", "the figures of the slices of a study, as its training wrote them", findings);
        return rows is null ? throw new BadInputException(findings) : [.. rows];
    }

    private static void WriteFold(Stream stream, ImmutableArray<SliceFigures> slices)
    {
        using var table = new TsvWriter(stream, OfFold);
        foreach (var slice in slices)
        {
            table.Cell(slice.Selection.Term()).Cell(slice.Slice.Value).Cell(slice.Auc).Cell(slice.AucVariance).Cell(slice.Sensitivity).Cell(slice.Specificity)
                .Cell(slice.Pairs).Cell(slice.SkippedPairs).Cell(slice.Positives).Cell(slice.Negatives).Cell(slice.Missing).EndRow();
        }
    }

    internal static Selection? SelectionOf(string cell) =>
        Enum.GetValues<Selection>().Select(selection => (Selection?)selection).FirstOrDefault(selection => selection!.Value.Term() == cell);

    private static SliceMean? Mean(string[] cells) =>
        SelectionOf(cells[0]) is { } selection && Whole(cells[1]) is { } slice && Number(cells[2]) is { } auc && Number(cells[3]) is { } lower && Number(cells[4]) is { } upper
            ? new SliceMean(selection, new SliceIndex(slice), new Interval(auc, lower, upper))
            : null;

    private static SliceFigures? Row(string[] cells) =>
        SelectionOf(cells[0]) is { } selection
        && Whole(cells[1]) is { } slice && Number(cells[2]) is { } auc && Number(cells[3]) is { } variance && Number(cells[4]) is { } sensitivity && Number(cells[5]) is { } specificity
        && Whole(cells[6]) is { } pairs && Whole(cells[7]) is { } skipped && Whole(cells[8]) is { } positives && Whole(cells[9]) is { } negatives
            ? new SliceFigures(selection, new SliceIndex(slice), auc, variance, sensitivity, specificity, pairs, skipped, positives, negatives, cells[10])
            : null;

    internal static double? Number(string cell) =>
        cell.Length == 0 ? double.NaN : double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static void Write(Stream stream, ImmutableArray<(FoldIndex Fold, ImmutableArray<SliceFigures> Slices)> folds)
    {
        using var table = new TsvWriter(stream, ["selection", "slice_id", "folds", "participants_1", "participants_0", .. Figures, "auc_variance", "note"]);
        var slices = folds.SelectMany(fold => fold.Slices.Select(slice => (fold.Fold, Slice: slice))).GroupBy(entry => (entry.Slice.Selection, entry.Slice.Slice));
        foreach (var slice in slices.OrderBy(slice => slice.Key.Selection).ThenBy(slice => slice.Key.Slice))
        {
            ImmutableArray<SliceFigures> known = [.. slice.Select(entry => entry.Slice).Where(figures => figures.Pairs > 0)];
            var mean = known.IsEmpty
                ? ImageLevelFigures.None
                : ImageLevelFigures.Mean([.. known.Select(fold => new SetFigures(fold.Auc, fold.AucVariance, fold.Sensitivity, fold.Specificity, fold.Positives, fold.Negatives))]);
            table.Cell(slice.Key.Selection.Term()).Cell(slice.Key.Slice.Value).Cell(known.Length).Cell(known.Sum(fold => fold.Positives)).Cell(known.Sum(fold => fold.Negatives))
                .Cells(mean.Auc, mean.BalancedAccuracy, mean.Sensitivity, mean.Specificity).Cell(mean.AucVariance)
                .Cell(string.Join(" ", slice.Where(entry => entry.Slice.Missing.Length > 0).Select(entry => $"Not available in fold {entry.Fold}: {entry.Slice.Missing}."))).EndRow();
        }
    }
}
