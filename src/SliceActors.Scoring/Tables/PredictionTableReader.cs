using System.Globalization;
using SliceActors.Runs.Errors;

namespace SliceActors.Scoring.Tables;

/// <summary>Reads tables of predictions, ours or ClinicaDL's.</summary>
internal static class PredictionTableReader
{
    /// <summary>Reads a table.</summary>
    /// <typeparam name="T">What a row becomes.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="columns">Columns that it must have, among others.</param>
    /// <param name="row">Makes a row of the cells of these columns; null where they are none.</param>
    /// <param name="expectedRow">What a row should be, for people.</param>
    /// <param name="expectedFile">What the file should be.</param>
    /// <param name="findings">Receives what is wrong with it.</param>
    /// <returns>The rows in the order of the file; null when there is a finding.</returns>
    public static List<T>? Read<T>(string path, string[] columns, Func<string[], T?> row, string expectedRow, string expectedFile, ICollection<Finding> findings)
        where T : struct
    {
        try
        {
            using var lines = File.ReadLines(path).GetEnumerator();
            var header = lines.MoveNext() ? lines.Current.Split('\t') : [];
            var places = Array.ConvertAll(columns, column => Array.IndexOf(header, column));
            if (places.Contains(-1))
            {
                findings.Add(new Finding(path, 1, $"columns {string.Join(", ", header)}", $"columns separated by tabs, among them {string.Join(", ", columns)}"));
                return null;
            }

            var rows = new List<T>();
            for (var line = 2; lines.MoveNext(); line++)
            {
                var cells = lines.Current.Split('\t');
                if (row(Array.ConvertAll(places, place => place < cells.Length ? cells[place] : string.Empty)) is not { } read)
                {
                    findings.Add(new Finding(path, line, $"'{lines.Current}'", expectedRow));
                    return null;
                }

                rows.Add(read);
            }

            return rows;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            findings.Add(new Finding(path, null, File.Exists(path) ? $"it cannot be read ({trouble.Message})" : "no such file", expectedFile));
            return null;
        }
    }

    /// <summary>A probability, 0 to 1; null for anything else.</summary>
    public static float? Probability(string cell) =>
        float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 1 ? number : null;

    /// <summary>A weighted mean of probabilities, which rounding may make larger than 1 in its last digits; null for anything else.</summary>
    public static double? MeanProbability(string cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 1 + 1e-9 ? number : null;

    /// <summary>A class, 0 or 1; null for anything else.</summary>
    public static int? Label(string cell) => Whole(cell) is (0 or 1) and var label ? label : null;

    /// <summary>A whole number, 0 or more; null for anything else.</summary>
    public static int? Whole(string cell) => int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
