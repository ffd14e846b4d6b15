using System.Collections.Immutable;
using SliceActors.Runs.Errors;
using SliceActors.Scoring.Rows;
using static SliceActors.Scoring.Tables.PredictionTableReader;

namespace SliceActors.Scoring.Tables;

/// <summary>Reads image-level predictions, ours or ClinicaDL's, back from their table.</summary>
public static class ImageTableReader
{
    private static readonly string[] Required = ["participant_id", "session_id", "true_label", "predicted_label", "proba1"];

    /// <summary>Reads a table with true labels.</summary>
    /// <param name="path">The file.</param>
    /// <param name="findings">Receives what is wrong with it.</param>
    /// <returns>The rows in the order of the file, each session once; null when there is a finding.</returns>
    public static ImmutableArray<ImageLevelRow>? Read(string path, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var rows = PredictionTableReader.Read(
            path,
            Required,
            Row,
            "a session, labels 0 or 1 and a probability from 0 to 1, as predict writes them",
            "a table PREFIX_image_level_prediction.tsv of predict, with true labels",
            findings);
        if (rows is null)
        {
            return null;
        }

        var repeated = rows.Index().GroupBy(row => (row.Item.ParticipantId, row.Item.SessionId)).Where(session => session.Count() > 1).ToList();
        foreach (var session in repeated)
        {
            findings.Add(new Finding(path, session.ElementAt(1).Index + 2, $"{session.Key.ParticipantId} {session.Key.SessionId} again", "each session once"));
        }

        return repeated.Count == 0 ? [.. rows] : null;
    }

    private static ImageLevelRow? Row(string[] cells) =>
        Label(cells[2]) is { } trueLabel && Label(cells[3]) is { } predictedLabel && MeanProbability(cells[4]) is { } proba1
            ? new ImageLevelRow(cells[0], cells[1], trueLabel, predictedLabel, 1 - proba1, proba1)
            : null;
}
