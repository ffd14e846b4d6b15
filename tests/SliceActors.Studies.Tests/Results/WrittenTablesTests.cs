using System.Text;
using CsCheck;
using SliceActors.Cohorts.Tables;
using SliceActors.Runs.Errors;
using SliceActors.Scoring.Tables;

namespace SliceActors.Studies.Tests.Results;

/// <summary>Tables of results hold words of the label tables, whatever these are.</summary>
public sealed class WrittenTablesTests : IDisposable
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.OneOf("\"", "\"\"", "\t", "\n", "\r", "\r\n", "a", " ", "", "\ta\tb\n", "x\ty\tz"),
        Gen.Char.Where(sign => !char.IsSurrogate(sign)).Select(sign => sign.ToString())).Array[0, 8].Select(string.Concat);

    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Fact]
    public void What_is_written_is_read_back_cell_by_cell() =>
        Gen.Select(Text, Text, Text, (site, group, note) => new[] { site, group, note }).Where(row => row.Any(cell => cell.Length > 0)).Array[0, 6].Sample(
            rows =>
            {
                Write(rows);

                var findings = new List<Finding>();
                var table = TsvTable.ReadWritten(file, findings)!;
                Assert.Empty(findings);
                Assert.Equal(rows, table.Rows.Select(row => row.Cells));
            },
            iter: 2000,
            threads: 1);

    [Theory]
    [InlineData("North", "North")]
    [InlineData("North Bay, 2; 'old'", "North Bay, 2; 'old'")]
    [InlineData("", "")]
    [InlineData("North\tSouth \"Q\"", "\"North\tSouth \"\"Q\"\"\"")]
    [InlineData("Line1\nLine2", "\"Line1\nLine2\"")]
    [InlineData("Line1\rLine2", "\"Line1\rLine2\"")]
    public void Only_what_needs_quotation_marks_gets_them(string cell, string written)
    {
        Write([["a", cell, "b"]]);

        Assert.Equal($"column\tgroup\tnote\na\t{written}\tb\n", File.ReadAllText(file, Encoding.UTF8));
    }

    private void Write(string[][] rows)
    {
        using var stream = File.Create(file);
        using var table = new TsvWriter(stream, "column", "group", "note");
        foreach (var row in rows)
        {
            table.Cell(row[0]).Cell(row[1]).Cell(row[2]).EndRow();
        }
    }
}
