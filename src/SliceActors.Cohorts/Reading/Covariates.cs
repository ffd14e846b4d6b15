using SliceActors.Cohorts.Tables;
using SliceActors.Cohorts.TsvTool;
using SliceActors.Runs.Errors;

namespace SliceActors.Cohorts.Reading;

/// <summary>What tables say about sessions beside their labels: age, sex, site.</summary>
/// <param name="Ages">In years, by session; NaN where not known. Null when no table has them.</param>
/// <param name="Sexes">1 for M, 0 for F, NaN where not known. Null when no table has them.</param>
/// <param name="Sites">Empty where not known. Null when no table has them.</param>
public sealed record Covariates(double[]? Ages, double[]? Sexes, string[]? Sites)
{
    /// <summary>Reads the rows of sessions again.</summary>
    /// <param name="sessions">File and line that each session stands in.</param>
    /// <param name="findings">Receives tables that cannot be read, and cells that are no age or sex.</param>
    public static Covariates Read(IReadOnlyList<(string File, int Line)> sessions, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        ArgumentNullException.ThrowIfNull(findings);
        var rows = sessions.Select(session => session.File).Distinct(StringComparer.Ordinal)
            .Select(file => TsvTable.Read(file, [SessionColumns.Participant, SessionColumns.Session], findings))
            .OfType<TsvTable>()
            .SelectMany(table => table.Rows, (table, row) => (table, row))
            .ToDictionary(entry => (entry.table.File, entry.row.Line));
        var ages = sessions.Select(session => Age(session, rows, findings)).ToArray();
        var sexes = sessions.Select(session => SexOf(session, rows, findings)).ToArray();
        var sites = sessions.Select(session => Cell(session, rows, FieldTerm.Site) is { } cell && !TsvTable.IsMissing(cell.Text) ? cell.Text : string.Empty).ToArray();
        return new Covariates(Known(ages), Known(sexes), Array.TrueForAll(sites, site => site.Length == 0) ? null : sites);
    }

    private static double[]? Known(double[] values) => Array.TrueForAll(values, double.IsNaN) ? null : values;

    private static double Age((string File, int Line) session, Dictionary<(string, int), (TsvTable Table, TsvRow Row)> rows, ICollection<Finding> findings)
    {
        if (Cell(session, rows, FieldTerm.Age) is not { } cell)
        {
            return double.NaN;
        }

        if (PersonalCells.Age(cell.Text) is { } age)
        {
            return age;
        }

        findings.Add(new Finding(session.File, session.Line, $"{cell.Column} {Visible.Quoted(cell.Text)}", "an age in years, or n/a"));
        return double.NaN;
    }

    private static double SexOf((string File, int Line) session, Dictionary<(string, int), (TsvTable Table, TsvRow Row)> rows, ICollection<Finding> findings)
    {
        if (Cell(session, rows, FieldTerm.Sex) is not { } cell)
        {
            return double.NaN;
        }

        if (PersonalCells.SexOf(cell.Text) is { } sex)
        {
            return sex switch { Sex.Male => 1, Sex.Female => 0, _ => double.NaN };
        }

        findings.Add(new Finding(session.File, session.Line, $"{cell.Column} {Visible.Quoted(cell.Text)}", "M, F or n/a"));
        return double.NaN;
    }

    private static (string Column, string Text)? Cell((string File, int Line) session, Dictionary<(string, int), (TsvTable Table, TsvRow Row)> rows, IReadOnlyList<string> terms)
    {
        if (!rows.TryGetValue((session.File, session.Line), out var entry))
        {
            return null;
        }

        return FieldTerm.ColumnOf(entry.Table.Columns, terms) is not { } column ? null : (column, entry.Row.Cells[entry.Table.IndexOf(column)]);
    }
}
