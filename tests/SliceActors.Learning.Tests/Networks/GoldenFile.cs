using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using static TorchSharp.torch;

namespace SliceActors.Learning.Tests.Networks;

/// <summary>Small files that the peer wrote.</summary>
internal static partial class GoldenFile
{
    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Golden", name);

    /// <summary>A NumPy array of float32, float64 or int64 in C order.</summary>
    public static Tensor Npy(string name)
    {
        var bytes = File.ReadAllBytes(Path(name));
        var length = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8));
        var header = Encoding.ASCII.GetString(bytes, 10, length);
        Assert.Contains("'fortran_order': False", header, StringComparison.Ordinal);
        var shape = Shape().Match(header).Groups[1].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(text => long.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        var data = bytes.AsSpan(10 + length);
        var values = header switch
        {
            _ when header.Contains("<f4", StringComparison.Ordinal) => tensor(MemoryMarshal.Cast<byte, float>(data).ToArray()),
            _ when header.Contains("<f8", StringComparison.Ordinal) => tensor(MemoryMarshal.Cast<byte, double>(data).ToArray()),
            _ when header.Contains("<i8", StringComparison.Ordinal) => tensor(MemoryMarshal.Cast<byte, long>(data).ToArray()),
            _ => throw new InvalidDataException(header),
        };
        return values.reshape(shape);
    }

    /// <summary>The rows of a table as dictionaries from column to text.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Table(string name)
    {
        var lines = File.ReadAllLines(Path(name));
        var columns = lines[0].Split('\t');
        return [.. lines.Skip(1).Select(line => line.Split('\t')).Select(cells => columns.Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    public static double Number(this IReadOnlyDictionary<string, string> row, string column) => double.Parse(row[column], CultureInfo.InvariantCulture);

    [GeneratedRegex(@"'shape': \(([^)]*)\)")]
    private static partial Regex Shape();
}
