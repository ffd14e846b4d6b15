using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Scoring.Rows;
using static SliceActors.Scoring.Tables.PredictionTableReader;

namespace SliceActors.Scoring.Tables;

/// <summary>Reads slice-level predictions, ours or ClinicaDL's, back from their table.</summary>
public static class SliceTableReader
{
    private static readonly string[] Required = ["participant_id", "session_id", "slice_id", "true_label", "predicted_label", "proba0", "proba1"];

    /// <summary>Reads a table with true labels.</summary>
    /// <param name="path">The file.</param>
    /// <param name="findings">Receives what is wrong with it.</param>
    /// <returns>The rows in the order of the file; null when there is a finding.</returns>
    public static SliceLevelTable? Read(string path, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var rows = PredictionTableReader.Read(
            path,
            Required,
            Row,
            "a session, a slice, labels 0 or 1 and two probabilities from 0 to 1, as slice-actors and ClinicaDL write them",
            "the predictions on the validation set, which weigh the slices of the vote",
            findings);
        return rows is null ? null : new SliceLevelTable(path, rows);
    }

    private static SliceLevelRow? Row(string[] cells) =>
        Whole(cells[2]) is { } slice && Label(cells[3]) is { } trueLabel && Label(cells[4]) is { } predictedLabel && Probability(cells[5]) is { } proba0 && Probability(cells[6]) is { } proba1
            ? new SliceLevelRow(cells[0], cells[1], new SliceIndex(slice), trueLabel, predictedLabel, proba0, proba1)
            : null;
}
