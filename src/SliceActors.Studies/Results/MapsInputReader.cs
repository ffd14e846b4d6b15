using SliceActors.Imaging.Slices;

namespace SliceActors.Studies.Results;

/// <summary>Reads the <c>input_size</c> of ClinicaDL 1.x: channels, rows, columns.</summary>
internal static class MapsInputReader
{
    private const string Key = "input_size";
    private const int Most = 1 << 14;

    /// <summary>Reads it.</summary>
    /// <param name="fields">The options.</param>
    /// <param name="isNative">Whether slices keep the size that they have in the volume.</param>
    /// <returns>Null when a finding says why.</returns>
    public static ClinicaInput? Read(JsonFields fields, bool isNative)
    {
        var expected = isNative ? "channels (1 or 3), rows and columns of a slice" : "[3, 224, 224], as ClinicaDL 1.0.0 and 1.0.1 resize slices";
        var sizes = fields.OneOrMore(Key, Most, expected);
        return sizes switch
        {
            [(1 or 3) and var channels, > 0 and var rows, > 0 and var columns] when isNative || (channels == 3 && new SliceShape(rows, columns) == SliceShape.Usual) =>
                new ClinicaInput(channels, new SliceShape(rows, columns), isNative),
            [] when fields.Has(Key) => null, // Said already.
            _ => fields.Wrong<ClinicaInput>(Key, sizes.Count == 0 ? "absent" : $"[{string.Join(", ", sizes)}]", expected),
        };
    }
}
