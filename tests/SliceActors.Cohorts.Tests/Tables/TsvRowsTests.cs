using CsCheck;
using SliceActors.Cohorts.Tables;

namespace SliceActors.Cohorts.Tests.Tables;

/// <summary>Rows of tables as pandas, spreadsheets and people write them. The header has the columns id, note and age.</summary>
public class TsvRowsTests
{
    [Theory]
    [InlineData("a\tb\t1\n", "2: a|b|1")]
    [InlineData("a\tb\t1", "2: a|b|1")]
    [InlineData("\n\na\tb\t1\n\n", "4: a|b|1")]
    [InlineData("a\tb\t1\r\nc\td\t2\r\n", "2: a|b|1", "3: c|d|2")]
    [InlineData("\t\t\n", "2: ||")]
    [InlineData("a\tb\n", "2: a|b")]
    [InlineData("a\tb\t1\t\n", "2: a|b|1|")]
    public void Plain_rows(string text, params string[] rows) => AssertRows(text, rows);

    [Theory]
    [InlineData("\"a\"\t\"b\"\t\"1\"\r\n", "2: a|b|1")]
    [InlineData("a\t\"\"\t1\n", "2: a||1")]
    [InlineData("a\t\"say \"\"b\"\"\"\t1\n", "2: a|say \"b\"|1")]
    [InlineData("a\t\"\"\"\"\t1\n", "2: a|\"|1")]
    [InlineData("a\t\"b\tc\"\t1\n", "2: a|b\tc|1")]
    public void Quoted_cells(string text, params string[] rows) => AssertRows(text, rows);

    [Theory]
    [InlineData("a\t\"b\nc\"\t1\nd\te\t2\n", "2: a|b\nc|1", "4: d|e|2")]
    [InlineData("a\t\"b\r\nc\"\t1\r\nd\te\t2\r\n", "2: a|b\r\nc|1", "4: d|e|2")]
    [InlineData("a\t1\t\"b\n\n\"\"c\"\"\"\nd\te\t2\n", "2: a|1|b\n\n\"c\"", "5: d|e|2")]
    [InlineData("\"a\nb\"\tc\t1\nd\te\t2", "2: a\nb|c|1", "4: d|e|2")]
    [InlineData("a\tb\t\"1\n2\"", "2: a|b|1\n2")]
    public void Quoted_line_breaks(string text, params string[] rows) => AssertRows(text, rows);

    [Theory]
    [InlineData("a\tb\t1\rc\td\t2\r", "2: a|b|1", "3: c|d|2")]
    [InlineData("a\tb\t1\rc\td\t2", "2: a|b|1", "3: c|d|2")]
    [InlineData("\r\ra\tb\t1\r\r", "4: a|b|1")]
    [InlineData("a\tb\t1\r\nc\td\t2\re\tf\t3\n", "2: a|b|1", "3: c|d|2", "4: e|f|3")]
    [InlineData("a\t\"b\rc\"\t1\rd\te\t2\r", "2: a|b\rc|1", "4: d|e|2")]
    [InlineData("a\t\"b\"\t\"1\"\r\"d\"\te\t2\r", "2: a|b|1", "3: d|e|2")]
    [InlineData("a\t\"b\t1\rc\t5\"\t2\r", "2: a|\"b|1", "3: c|5\"|2")]
    public void Lines_that_end_with_a_carriage_return(string text, params string[] rows) => AssertRows(text, rows);

    [Theory]
    [InlineData("a\t5\" scar\t1\n", "2: a|5\" scar|1")]
    [InlineData("a\t\"b\t1\nc\td\t2\n", "2: a|\"b|1", "3: c|d|2")]
    [InlineData("a\t\"b\" c\t1\n", "2: a|\"b\" c|1")]
    [InlineData("a\t\"b\t1\nc\t5\"\t2\n", "2: a|\"b|1", "3: c|5\"|2")]
    [InlineData("a\t\"b\t5\"\n", "2: a|\"b|5\"")]
    [InlineData("a\t1\t\"b\nc\t2\t5\"\n", "2: a|1|\"b", "3: c|2|5\"")]
    [InlineData("a\t1\t\"\nb\t2\tc\n", "2: a|1|\"", "3: b|2|c")]
    [InlineData("a\t\"\"b\"\"\t1\n", "2: a|\"\"b\"\"|1")]
    [InlineData("a\t\"b\"\"\t1\nc\td\t2\n", "2: a|\"b\"\"|1", "3: c|d|2")]
    public void Lone_quotation_marks(string text, params string[] rows) => AssertRows(text, rows);

    [Fact]
    public void What_is_written_is_read_back()
    {
        // Not both in one table: quoted text in which whole lines have the tabs of a row is taken for lone marks and rows.
        Gen.OneOf(Tables("\"", "\t", "a", " "), Tables("\"", "\n", "\r", "\r\n", "a", " ")).Sample(
            rows => Assert.Equal(rows, TsvRows.Of(TsvText.Of(["id", "note", "age"], rows)).Skip(1).Select(row => row.Cells)),
            iter: 2000);
    }

    private static Gen<string[][]> Tables(params string[] pieces)
    {
        var cell = Gen.OneOf(pieces).Array[0, 4].Select(string.Concat);
        return Gen.Select(cell, cell, cell, (id, note, age) => new[] { $"x{id}", note, age }).Array[1, 4];
    }

    private static void AssertRows(string text, string[] rows) =>
        Assert.Equal(rows, TsvRows.Of("id\tnote\tage\n" + text).Skip(1).Select(row => $"{row.Line}: {string.Join('|', row.Cells)}"));
}
