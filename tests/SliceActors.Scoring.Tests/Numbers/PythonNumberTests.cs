using System.Globalization;
using SliceActors.Scoring.Numbers;

namespace SliceActors.Scoring.Tests.Numbers;

public class PythonNumberTests
{
    [Fact]
    public void Numbers_are_written_as_python_writes_them()
    {
        var rows = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", "python_repr.tsv")).Skip(1).Select(line => line.Split('\t')).ToList();
        Assert.True(rows.Count > 100);
        Assert.All(rows, row =>
            Assert.Equal(row[1], PythonNumber.Format(BitConverter.UInt64BitsToDouble(ulong.Parse(row[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture)))));
    }

    [Fact]
    public void Not_a_number_is_an_empty_cell() => Assert.Equal("", PythonNumber.Format(double.NaN));

    [Fact]
    public void A_float_is_widened_before_it_is_written() => Assert.Equal("0.09365840256214142", PythonNumber.Format(0.0936584f));
}
