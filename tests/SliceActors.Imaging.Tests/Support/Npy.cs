using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace SliceActors.Imaging.Tests.Support;

/// <summary>A two-dimensional array of a .npy file (format 1.0, C order).</summary>
internal sealed partial record Npy<T>(int Rows, int Columns, T[] Values)
    where T : unmanaged
{
    public static Npy<T> Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var headerLength = BitConverter.ToUInt16(bytes, 8);
        var header = Encoding.ASCII.GetString(bytes, 10, headerLength);
        Assert.Contains("'fortran_order': False", header, StringComparison.Ordinal);
        var shape = Shape().Match(header);
        var rows = int.Parse(shape.Groups[1].Value, CultureInfo.InvariantCulture);
        var columns = int.Parse(shape.Groups[2].Value, CultureInfo.InvariantCulture);
        var values = MemoryMarshal.Cast<byte, T>(bytes.AsSpan(10 + headerLength)).ToArray();
        Assert.Equal(rows * columns, values.Length);
        return new Npy<T>(rows, columns, values);
    }

    [GeneratedRegex(@"\((\d+), (\d+)\)")]
    private static partial Regex Shape();
}
