using SliceActors.Runs.Errors;

namespace SliceActors.Cohorts.Tables;

/// <summary>A tab-separated table with a header, its cells as they are written.</summary>
/// <param name="File">Where it was read from.</param>
/// <param name="Columns">Names of the columns, each once.</param>
/// <param name="Rows">The rows that have as many cells as the header.</param>
public sealed record TsvTable(string File, IReadOnlyList<string> Columns, IReadOnlyList<TsvRow> Rows)
{
    private readonly Dictionary<string, int> positions =
        Columns.Select((name, position) => (name, position)).ToDictionary(pair => pair.name, pair => pair.position, StringComparer.Ordinal);

    /// <summary>Position of a column; −1 when there is none.</summary>
    public int IndexOf(string column) => positions.GetValueOrDefault(column, -1);

    /// <summary>Whether a cell says that its value is not known, in one of the ways of pandas and BIDS.</summary>
    public static bool IsMissing(string cell) => cell is "" or "n/a" or "N/A" or "NA" or "NaN" or "nan";

    /// <summary>Reads a table; what is wrong with it becomes findings, in the order of the lines.</summary>
    /// <param name="path">The file.</param>
    /// <param name="required">Columns that it must have.</param>
    /// <param name="findings">Receives what is wrong.</param>
    /// <returns>The table; null when there is no usable header.</returns>
    public static TsvTable? Read(string path, IReadOnlyList<string> required, ICollection<Finding> findings) => Read(path, required, written: false, findings);

    /// <summary>Reads a table of results, whose writer quotes every cell that needs it: line ends and tabs within quotes are text.</summary>
    /// <param name="path">The file.</param>
    /// <param name="findings">Receives what is wrong, in the order of the lines.</param>
    /// <returns>The table; null when there is no usable header.</returns>
    public static TsvTable? ReadWritten(string path, ICollection<Finding> findings) => Read(path, [], written: true, findings);

    private static TsvTable? Read(string path, IReadOnlyList<string> required, bool written, ICollection<Finding> findings)
    {
        try
        {
            var all = TsvRows.Of(System.IO.File.ReadAllText(path), written).ToList();
            string[] columns = all.Count == 0 ? [] : [.. all[0].Cells];
            if (!IsUsable(columns, required, path, findings))
            {
                return null;
            }

            return new TsvTable(path, columns, [.. all.Skip(1).Where(row => HasWidth(row, columns.Length, path, findings))]);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            findings.Add(new Finding(path, null, $"cannot be read ({unreadable.Message})", "a readable file"));
            return null;
        }
    }

    /// <summary>Whether a row has as many cells as the header; if not, says so.</summary>
    public static bool HasWidth(TsvRow row, int width, string path, ICollection<Finding> findings)
    {
        if (row.Cells.Count != width)
        {
            findings.Add(new Finding(path, row.Line, row.Cells.Count == 1 ? "1 cell" : $"{row.Cells.Count} cells", $"{width}, as in the header, separated by tabs"));
        }

        return row.Cells.Count == width;
    }

    private static bool IsUsable(string[] columns, IReadOnlyList<string> required, string path, ICollection<Finding> findings)
    {
        if (columns.Length == 0)
        {
            findings.Add(new Finding(path, null, "an empty file", $"a header with {string.Join(", ", required)}"));
            return false;
        }

        var missing = required.Except(columns, StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
        {
            findings.Add(new Finding(path, 1, $"columns {string.Join(", ", columns.Select(Visible.Text))}", $"columns separated by tabs, among them {string.Join(", ", missing)}"));
        }

        var repeated = columns.GroupBy(column => column, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key).ToList();
        if (repeated.Count > 0)
        {
            findings.Add(new Finding(path, 1, $"{string.Join(", ", repeated)} more than once", "each column once"));
        }

        return missing.Count + repeated.Count == 0;
    }
}
