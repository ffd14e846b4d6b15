using SliceActors.Cohorts.Tables;
using SliceActors.Runs.Errors;

namespace SliceActors.Cohorts.Reading;

/// <summary>A column of tables of sessions that a user names.</summary>
public static class NamedColumn
{
    /// <summary>What stands for a value that is not known.</summary>
    public const string NotKnown = "n/a";

    /// <summary>Reads the rows of sessions again.</summary>
    /// <param name="column">Name of the column, as it is written.</param>
    /// <param name="sessions">File and line that each session stands in.</param>
    /// <param name="findings">Receives tables that cannot be read or lack the column.</param>
    /// <returns>The cell of each session, <see cref="NotKnown"/> where it says that nothing is known or the table cannot be read.</returns>
    public static string[] Read(string column, IReadOnlyList<(string File, int Line)> sessions, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        ArgumentNullException.ThrowIfNull(findings);
        var cells = new Dictionary<(string, int), string>();
        foreach (var file in sessions.Select(session => session.File).Distinct(StringComparer.Ordinal))
        {
            if (TsvTable.Read(file, [], findings) is not { } table)
            {
                continue;
            }

            var at = table.IndexOf(column);
            if (at < 0)
            {
                findings.Add(new Finding(file, 1, $"columns {string.Join(", ", table.Columns)}", $"a column {Visible.Quoted(column)}"));
                continue;
            }

            foreach (var row in table.Rows)
            {
                cells[(file, row.Line)] = row.Cells[at];
            }
        }

        return [.. sessions.Select(session => cells.GetValueOrDefault((session.File, session.Line), NotKnown)).Select(cell => TsvTable.IsMissing(cell) ? NotKnown : cell)];
    }
}
