using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;

namespace SliceActors.Scoring.Tables;

/// <summary><c>networks.tsv</c>: which network sees which slice, and what its answer weighs. The answer for an image is the weighed mean of the answers for its slices.</summary>
public static class NetworksTable
{
    /// <summary>Its file.</summary>
    public const string Name = "networks.tsv";

    /// <summary>A slice position of a fold.</summary>
    /// <param name="Fold">The fold.</param>
    /// <param name="Selection">How the epoch of its network was chosen.</param>
    /// <param name="Slice">The position.</param>
    /// <param name="Weight">What its answer weighs; null where nobody votes.</param>
    /// <param name="File">The network, relative to the table; empty where it is not beside it.</param>
    public readonly record struct Row(FoldIndex Fold, Selection Selection, SliceIndex Slice, double? Weight, string File);

    /// <summary>Writes it durably.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">Its rows.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Write(string path, IEnumerable<Row> rows) => DurableFile.Write(path, stream =>
    {
        using var table = new TsvWriter(stream, "fold", "selection", "slice_id", "weight", "file");
        foreach (var row in rows)
        {
            table.Cell(row.Fold.Value).Cell(row.Selection.Term()).Cell(row.Slice.Value);
            _ = row.Weight is { } weight ? table.Cell(weight) : table.Cell(string.Empty);
            table.Cell(row.File).EndRow();
        }
    });
}
