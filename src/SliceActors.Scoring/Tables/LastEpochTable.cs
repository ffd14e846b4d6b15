using System.Collections.Immutable;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Scoring.Rows;
using static SliceActors.Scoring.Tables.PredictionTableReader;

namespace SliceActors.Scoring.Tables;

/// <summary>
/// <c>cnn_classification/last_epoch.tsv</c> of a fold: what the last epoch of each network said of every session of the validation set, all slices with equal weights.
/// </summary>
public static class LastEpochTable
{
    private static readonly string[] Columns = ["participant_id", "session_id", "true_label", "predicted_label", "proba0", "proba1", "disagreeing_slices"];

    /// <summary>Writes the table durably; none where nothing is known.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">The answers, in the order of the validation set.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Write(string path, ImmutableArray<LastEpochRow> rows)
    {
        if (!rows.IsEmpty)
        {
            DurableFile.Write(path, stream => Write(stream, rows));
        }
    }

    /// <summary>Reads the table of a fold.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The answers, in the order of the file.</returns>
    /// <exception cref="BadInputException">It is no such table.</exception>
    public static ImmutableArray<LastEpochRow> Read(string path)
    {
        var findings = new List<Finding>();
        var rows = PredictionTableReader.Read(path, Columns, Row, "a session, labels 0 or 1 and three numbers from 0 to 1", "the answers of the last epoch, as the vote of the fold wrote them; trained again it writes them", findings);
        return rows is null ? throw new BadInputException(findings) : [.. rows];
    }

    private static LastEpochRow? Row(string[] cells) =>
        Label(cells[2]) is { } label && Label(cells[3]) is { } called && MeanProbability(cells[4]) is { } proba0 && MeanProbability(cells[5]) is { } proba1 && MeanProbability(cells[6]) is { } disagreeing
            ? new LastEpochRow(new ImageLevelRow(cells[0], cells[1], label, called, proba0, proba1), disagreeing)
            : null;

    private static void Write(Stream stream, ImmutableArray<LastEpochRow> rows)
    {
        using var table = new TsvWriter(stream, Columns);
        foreach (var (image, disagreeing) in rows)
        {
            table.Cell(image.ParticipantId).Cell(image.SessionId).Cell(image.TrueLabel).Cell(image.PredictedLabel).Cell(image.Proba0).Cell(image.Proba1).Cell(disagreeing).EndRow();
        }
    }
}
