using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SliceActors.Imaging.Slices;

/// <summary>
/// One pass of Pillow's 8-bit bilinear resize across rows: <c>out = (2²¹ + Σ w·in) &gt;&gt; 22</c>. Both passes of a resize take this form when the image
/// is turned between them, and every step is then the same work on neighbouring bytes.
/// </summary>
internal static class RowResampler
{
    private const int Half = 1 << (ResampleAxis.FractionBits - 1);
    private const int Lane = 16;

    /// <param name="source"><see cref="ResampleAxis.From"/> rows of <paramref name="columns"/> pixels.</param>
    /// <param name="columns">Pixels per row, the same before and after.</param>
    /// <param name="axis">Number of rows before and after, taps and weights.</param>
    /// <param name="target"><see cref="ResampleAxis.To"/> rows.</param>
    public static void Resample(ReadOnlySpan<byte> source, int columns, ResampleAxis axis, Span<byte> target)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(source.Length, axis.From * columns);
        ArgumentOutOfRangeException.ThrowIfLessThan(target.Length, axis.To * columns);
        for (var row = 0; row < axis.To; row++)
        {
            var taps = source.Slice(axis.First(row) * columns, axis.Weights(row).Length * columns);
            var output = target.Slice(row * columns, columns);
            if (columns >= Lane)
            {
                Wide(taps, axis.Weights(row), output);
            }
            else
            {
                Narrow(taps, axis.Weights(row), output);
            }
        }
    }

    private static void Narrow(ReadOnlySpan<byte> taps, ReadOnlySpan<int> weights, Span<byte> output)
    {
        for (var column = 0; column < output.Length; column++)
        {
            var sum = Half;
            for (var t = 0; t < weights.Length; t++)
            {
                sum += taps[t * output.Length + column] * weights[t];
            }

            output[column] = (byte)(sum >> ResampleAxis.FractionBits);
        }
    }

    private static void Wide(ReadOnlySpan<byte> taps, ReadOnlySpan<int> weights, Span<byte> output)
    {
        ref var from = ref MemoryMarshal.GetReference(taps);
        ref var to = ref MemoryMarshal.GetReference(output);
        var last = output.Length - Lane;
        for (var column = 0; ; column = Math.Min(column + Lane, last))
        {
            Sixteen(ref Unsafe.Add(ref from, column), output.Length, weights).StoreUnsafe(ref to, (nuint)column);
            if (column == last)
            {
                return;
            }
        }
    }

    // The sums stay within 0 … 255: weights are positive and sum to 2²² but for their rounding, which half a unit swallows.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Sixteen(ref byte taps, int columns, ReadOnlySpan<int> weights)
    {
        var low = Vector256.Create(Half);
        var high = low;
        for (var t = 0; t < weights.Length; t++)
        {
            var pixels = Vector256.WidenLower(Vector128.LoadUnsafe(ref taps, (nuint)(t * columns)).ToVector256Unsafe()).AsInt16();
            var weight = Vector256.Create(weights[t]);
            low += Vector256.WidenLower(pixels) * weight;
            high += Vector256.WidenUpper(pixels) * weight;
        }

        var sums = Vector256.Narrow(low >> ResampleAxis.FractionBits, high >> ResampleAxis.FractionBits).AsUInt16();
        return Vector128.Narrow(sums.GetLower(), sums.GetUpper());
    }
}
