using System.Globalization;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Scoring.Rows;

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
        try
        {
            using var lines = File.ReadLines(path).GetEnumerator();
            var header = lines.MoveNext() ? lines.Current.Split('\t') : [];
            var columns = Array.ConvertAll(Required, column => Array.IndexOf(header, column));
            if (columns.Contains(-1))
            {
                findings.Add(new Finding(path, 1, $"columns {string.Join(", ", header)}", $"columns separated by tabs, among them {string.Join(", ", Required)}"));
                return null;
            }

            var rows = new List<SliceLevelRow>();
            for (var line = 2; lines.MoveNext(); line++)
            {
                if (Row(lines.Current.Split('\t'), columns) is not { } row)
                {
                    findings.Add(new Finding(path, line, $"'{lines.Current}'", "a session, a slice, labels 0 or 1 and two probabilities from 0 to 1, as slice-actors and ClinicaDL write them"));
                    return null;
                }

                rows.Add(row);
            }

            return new SliceLevelTable(path, rows);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            findings.Add(new Finding(path, null, File.Exists(path) ? $"it cannot be read ({trouble.Message})" : "no such file", "the predictions on the validation set, which weigh the slices of the vote"));
            return null;
        }
    }

    private static SliceLevelRow? Row(string[] cells, int[] columns)
    {
        string Cell(int column) => columns[column] < cells.Length ? cells[columns[column]] : string.Empty;
        return Whole(Cell(2)) is { } slice && Whole(Cell(3)) is (0 or 1) and var trueLabel && Whole(Cell(4)) is (0 or 1) and var predictedLabel
            && Probability(Cell(5)) is { } proba0 && Probability(Cell(6)) is { } proba1
            ? new SliceLevelRow(Cell(0), Cell(1), new SliceIndex(slice), trueLabel, predictedLabel, proba0, proba1)
            : null;
    }

    private static float? Probability(string cell) =>
        float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 1 ? number : null;

    private static int? Whole(string cell) => int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
