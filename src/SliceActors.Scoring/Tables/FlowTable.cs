using SliceActors.Runs.Files;

namespace SliceActors.Scoring.Tables;

/// <summary><c>flow.tsv</c>: what became of the images that were found: in the lists of the study, predicted later as a set of their own, or in no list.</summary>
public static class FlowTable
{
    /// <summary>One row.</summary>
    /// <param name="Stage"><c>found</c>, <c>listed</c>, <c>predicted</c> or <c>unlisted</c>.</param>
    /// <param name="Set">Name of a predicted set; empty for the others.</param>
    /// <param name="Participants">People who have an image there.</param>
    /// <param name="Listed">How many of them have another image in the lists of the study.</param>
    /// <param name="Sessions">Images.</param>
    public readonly record struct Row(string Stage, string Set, int Participants, int Listed, int Sessions);

    /// <summary>Writes the table durably.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">Its rows.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Write(string path, IEnumerable<Row> rows) => DurableFile.Write(path, stream =>
    {
        using var table = new TsvWriter(stream, "stage", "set", "participants", "participants_listed", "sessions");
        foreach (var row in rows)
        {
            table.Cell(row.Stage).Cell(row.Set).Cell(row.Participants).Cell(row.Listed).Cell(row.Sessions).EndRow();
        }
    });
}
