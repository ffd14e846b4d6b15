namespace SliceActors.Learning.Batches;

/// <summary>Prepared 8-bit slices as networks take them.</summary>
internal static class PixelScale
{
    /// <summary>q / 255 in float32 for each 8-bit value q: the correctly rounded quotient, as NumPy and PyTorch give it.</summary>
    private static readonly float[] Scaled = [.. Enumerable.Range(0, 256).Select(q => q / 255f)];

    /// <summary>Maps 0 … 255 to 0 … 1.</summary>
    /// <param name="source">A slice.</param>
    /// <param name="target">At least as long.</param>
    public static void ToUnitInterval(ReadOnlySpan<byte> source, Span<float> target)
    {
        target = target[..source.Length];
        for (var i = 0; i < source.Length; i++)
        {
            target[i] = Scaled[source[i]];
        }
    }
}
