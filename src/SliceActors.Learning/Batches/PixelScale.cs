using System.Runtime.InteropServices;

namespace SliceActors.Learning.Batches;

/// <summary>Prepared slices as networks take them.</summary>
internal static class PixelScale
{
    /// <summary>q / 255 in float32 for each 8-bit value q: the correctly rounded quotient, as NumPy and PyTorch give it.</summary>
    private static readonly float[] Scaled = [.. Enumerable.Range(0, 256).Select(q => q / 255f)];

    /// <summary>Reads a slice as its store keeps it: 8-bit values are mapped to 0 … 1, float32 values are taken as they are.</summary>
    /// <param name="stored">Its bytes.</param>
    /// <param name="target">One value per pixel.</param>
    public static void Read(ReadOnlySpan<byte> stored, Span<float> target)
    {
        if (stored.Length == target.Length)
        {
            ToUnitInterval(stored, target);
        }
        else
        {
            MemoryMarshal.Cast<byte, float>(stored).CopyTo(target);
        }
    }

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
