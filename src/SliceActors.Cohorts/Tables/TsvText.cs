using System.Text;

namespace SliceActors.Cohorts.Tables;

/// <summary>Puts a tab-separated table into text.</summary>
internal static class TsvText
{
    /// <summary>Header and rows, each ended by a line feed; a cell that holds a quotation mark, a tab or a line end is quoted.</summary>
    public static string Of(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows.Prepend(columns))
        {
            text.AppendJoin('\t', row.Select(Cell)).Append('\n');
        }

        return text.ToString();
    }

    private static string Cell(string cell) => cell.AsSpan().ContainsAny("\"\t\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
