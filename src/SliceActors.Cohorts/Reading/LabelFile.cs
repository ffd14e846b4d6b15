using SliceActors.Cohorts.Tables;
using SliceActors.Runs.Errors;

namespace SliceActors.Cohorts.Reading;

/// <summary>Reads one diagnosis file: tab-separated, with a header; a byte-order mark and line ends of CR LF or of CR alone are welcome.</summary>
internal static class LabelFile
{
    private static readonly string[] Required = ["participant_id", "session_id", "diagnosis"];
    private static readonly char[] OtherSeparators = [',', ';', ' ', '|'];

    /// <summary>The rows of a file that can be used; what is wrong with the others becomes findings, in the order of the lines.</summary>
    public static IReadOnlyList<LabelledSession> Read(string path, LabelCodes codes, ICollection<Finding> findings)
    {
        var inFile = new List<Finding>();
        var rows = Parse(path, codes, inFile);
        foreach (var finding in inFile.OrderBy(finding => finding.Line))
        {
            findings.Add(finding);
        }

        return rows;
    }

    private static List<LabelledSession> Parse(string path, LabelCodes codes, List<Finding> findings)
    {
        try
        {
            var all = TsvRows.Of(File.ReadAllText(path)).ToList();
            return Columns(all.Count == 0 ? [] : all[0].Cells, path, findings) is { } columns ? Rows(all[0].Cells.Count, all.Skip(1), columns, path, codes, findings) : [];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            findings.Add(new Finding(path, null, $"cannot be read ({unreadable.Message})", "a readable file"));
            return [];
        }
    }

    /// <summary>Positions of the required columns; null when there is no usable header.</summary>
    private static int[]? Columns(IReadOnlyList<string> header, string path, List<Finding> findings)
    {
        if (header.Count == 0)
        {
            findings.Add(new Finding(path, null, "an empty file", $"a header with {string.Join(", ", Required)}"));
            return null;
        }

        var missing = Required.Except(header, StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
        {
            var separator = header.Count > 1 ? null : OtherSeparators.Where(s => header[0].Contains(s, StringComparison.Ordinal)).Select(s => (char?)s).FirstOrDefault();
            findings.Add(new Finding(
                path,
                1,
                separator is { } other ? $"names separated by '{other}': {header[0]}" : $"columns {string.Join(", ", header.Select(Visible.Text))}",
                $"columns separated by tabs, among them {string.Join(", ", missing)}"));
            return null;
        }

        var repeated = Required.Where(name => header.Count(cell => cell == name) > 1).ToList();
        if (repeated.Count > 0)
        {
            findings.Add(new Finding(path, 1, $"{string.Join(", ", repeated)} more than once", "each column once"));
            return null;
        }

        return Array.ConvertAll(Required, name => header.ToList().IndexOf(name));
    }

    private static List<LabelledSession> Rows(int width, IEnumerable<TsvRow> table, int[] columns, string path, LabelCodes codes, List<Finding> findings)
    {
        var rows = new List<LabelledSession>();
        var unknown = new Dictionary<string, (int Line, int Count)>(StringComparer.Ordinal);
        foreach (var row in table.Where(row => TsvTable.HasWidth(row, width, path, findings)))
        {
            var (participant, session, diagnosis, line) = (row.Cells[columns[0]], row.Cells[columns[1]], row.Cells[columns[2]], row.Line);
            var code = codes.Of(diagnosis);
            if (code is null)
            {
                var (first, count) = unknown.GetValueOrDefault(diagnosis, (line, 0));
                unknown[diagnosis] = (first, count + 1);
            }

            // Both ids are looked at, so that a row tells all that is wrong with it.
            var wellFormed = IsId(participant, Required[0], "sub-", path, line, findings) & IsId(session, Required[1], "ses-", path, line, findings);
            if (wellFormed && code is { } label)
            {
                rows.Add(new LabelledSession(participant, session, diagnosis, label, path, line));
            }
        }

        foreach (var (diagnosis, (line, count)) in unknown)
        {
            findings.Add(new Finding(
                path,
                line,
                $"{(diagnosis.Length == 0 ? "empty diagnosis" : $"unknown diagnosis {Visible.Quoted(diagnosis)}")} in {Counted(count, "row")}",
                $"one of {codes.Known}, or another with --label_code NAME=0 or NAME=1"));
        }

        return rows;
    }

    private static string Counted(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    internal static bool IsId(string id, string column, string prefix, string path, int line, ICollection<Finding> findings)
    {
        var expected = $"{prefix} and a name of letters and digits";
        if (id.Length == 0)
        {
            findings.Add(new Finding(path, line, $"empty {column}", expected));
            return false;
        }

        var wellFormed = id.Length > prefix.Length && id.StartsWith(prefix, StringComparison.Ordinal) && Visible.IsName(id);
        if (!wellFormed)
        {
            findings.Add(new Finding(path, line, $"{column} {Visible.Quoted(id)}", expected));
        }

        return wellFormed;
    }
}
