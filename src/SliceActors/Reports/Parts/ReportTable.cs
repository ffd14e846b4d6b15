using SliceActors.Cohorts.Tables;
using SliceActors.Runs.Errors;

namespace SliceActors.Reports.Parts;

/// <summary>A table of the result folder, cell by cell as it is written.</summary>
internal sealed class ReportTable
{
    private readonly TsvTable table;

    private ReportTable(TsvTable table) => this.table = table;

    /// <summary>Its rows.</summary>
    public IEnumerable<Row> Rows => table.Rows.Select(row => new Row(table, row));

    /// <summary>Reads a table.</summary>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="BadInputException">It is no table.</exception>
    public static ReportTable? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var findings = new List<Finding>();
        var table = TsvTable.ReadWritten(path, findings);
        return findings.Count == 0 && table is not null ? new ReportTable(table) : throw new BadInputException(findings);
    }

    /// <summary>One row.</summary>
    internal sealed class Row(TsvTable table, TsvRow row)
    {
        /// <summary>The cell of a column; empty where there is no such column.</summary>
        public string this[string column] => table.IndexOf(column) is >= 0 and var index ? row.Cells[index] : string.Empty;
    }
}
