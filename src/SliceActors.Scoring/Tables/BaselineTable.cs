using System.Collections.Immutable;
using SliceActors.Runs.Files;
using SliceActors.Scoring.Baselines;

namespace SliceActors.Scoring.Tables;

/// <summary>
/// <c>baselines.tsv</c>: image-level figures of simple models on the validation sets with 95 % confidence intervals; of each a row with the mean over the
/// folds, then a row for each fold. A figure that is not defined is an empty cell, and <c>note</c> says why.
/// </summary>
public static class BaselineTable
{
    /// <summary>Writes the table durably.</summary>
    /// <param name="tree">The output folder.</param>
    /// <param name="baselines">The rows.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Write(ResultTree tree, ImmutableArray<BaselineFigures> baselines)
    {
        ArgumentNullException.ThrowIfNull(tree);
        DurableFile.Write(tree.Baselines, stream => Write(stream, baselines));
    }

    private static void Write(Stream stream, ImmutableArray<BaselineFigures> baselines)
    {
        using var table = new TsvWriter(
            stream,
            ["baseline", "fold", "folds", "participants_1", "participants_0", .. FigureColumns.Names, "note"]);
        foreach (var row in baselines)
        {
            table.Cell(row.Kind.Term()).Cell(row.Fold is { } fold ? $"{fold}" : "mean").Cell(row.Folds.Length).Cell(row.Positives).Cell(row.Negatives)
                .Figures(row.Figures)
                .Cell(row.Missing ?? string.Empty).EndRow();
        }
    }
}
