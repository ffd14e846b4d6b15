using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SliceActors.Imaging.Slices;

/// <summary>Float intensities of one slice to 8 bit, rounding in float32 at every step as the peer does.</summary>
internal static class Quantiser
{
    private const int Lane = 32;

    /// <summary>
    /// Min-max scaling, <c>trunc(255·((x − min)/(max − min)))</c>. NaN counts as 0; an infinity counts as the largest (or smallest) finite value of the
    /// slice, so that one bad voxel does not blank the others. A constant slice becomes all zero.
    /// </summary>
    /// <param name="slice">Intensities; those that are not finite are replaced.</param>
    /// <param name="pixels">One byte per intensity.</param>
    public static void MinMax(Span<float> slice, Span<byte> pixels)
    {
        var (least, most) = FiniteRange(slice);
        if (least == most)
        {
            pixels[..slice.Length].Clear();
            return;
        }

        Scale(slice, least, most - least, pixels);
    }

    /// <summary>
    /// Min-max scaling alone, <c>(x − min)/(max − min)</c> in float32, as extracted slices hold it; what is not finite counts as for <see cref="MinMax"/>. A
    /// constant slice becomes NaN, as in the peer's files. <see cref="MinMax"/> of the result gives the pixels that it gives of the slice itself.
    /// </summary>
    /// <param name="slice">Intensities; replaced by the scaled ones.</param>
    public static void ScaleToUnit(Span<float> slice)
    {
        var (least, most) = FiniteRange(slice);
        if (least == most)
        {
            slice.Fill(float.NaN);
            return;
        }

        var range = most - least;
        foreach (ref var x in slice)
        {
            x = (x - least) / range;
        }
    }

    /// <summary>No scaling: intensities are clamped to [0, 1], NaN counts as 0, then <c>trunc(255·x)</c>.</summary>
    /// <param name="slice">Intensities; replaced by the clamped ones.</param>
    /// <param name="pixels">One byte per intensity.</param>
    public static void Clamp(Span<float> slice, Span<byte> pixels)
    {
        foreach (ref var x in slice)
        {
            x = float.IsNaN(x) ? 0 : Math.Clamp(x, 0, 1);
        }

        Scale(slice, 0, 1, pixels);
    }

    private static void Scale(ReadOnlySpan<float> slice, float least, float range, Span<byte> pixels)
    {
        pixels = pixels[..slice.Length];
        ref var from = ref MemoryMarshal.GetReference(slice);
        ref var to = ref MemoryMarshal.GetReference(pixels);
        var at = 0;
        for (; at <= slice.Length - Lane; at += Lane)
        {
            ref var x = ref Unsafe.Add(ref from, at);
            var low = Vector256.Narrow(Eight(ref x, 0, least, range), Eight(ref x, 8, least, range));
            var high = Vector256.Narrow(Eight(ref x, 16, least, range), Eight(ref x, 24, least, range));
            Vector256.Narrow(low.AsUInt16(), high.AsUInt16()).StoreUnsafe(ref to, (nuint)at);
        }

        for (; at < slice.Length; at++)
        {
            pixels[at] = (byte)(255 * ((slice[at] - least) / range));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Eight(ref float x, nuint offset, float least, float range) =>
        Vector256.ConvertToInt32((Vector256.LoadUnsafe(ref x, offset) - Vector256.Create(least)) / range * 255);

    // Minimum and maximum, once what is not finite was replaced.
    private static (float Least, float Most) FiniteRange(Span<float> slice)
    {
        var (least, most) = Range(slice);
        if (!float.IsFinite(least) || !float.IsFinite(most))
        {
            MakeFinite(slice);
            (least, most) = Range(slice);
        }

        return (least, most);
    }

    // Minimum and maximum; NaN when any value is.
    private static (float Least, float Most) Range(ReadOnlySpan<float> slice)
    {
        var least = slice[0];
        var most = slice[0];
        var at = 0;
        if (slice.Length >= Vector256<float>.Count)
        {
            ref var from = ref MemoryMarshal.GetReference(slice);
            var leasts = Vector256.LoadUnsafe(ref from);
            var mosts = leasts;
            for (; at <= slice.Length - Vector256<float>.Count; at += Vector256<float>.Count)
            {
                var x = Vector256.LoadUnsafe(ref from, (nuint)at);
                leasts = Vector256.Min(leasts, x);
                mosts = Vector256.Max(mosts, x);
            }

            for (var i = 0; i < Vector256<float>.Count; i++)
            {
                least = Math.Min(least, leasts[i]);
                most = Math.Max(most, mosts[i]);
            }
        }

        for (; at < slice.Length; at++)
        {
            least = Math.Min(least, slice[at]);
            most = Math.Max(most, slice[at]);
        }

        return (least, most);
    }

    private static void MakeFinite(Span<float> slice)
    {
        var least = float.PositiveInfinity;
        var most = float.NegativeInfinity;
        foreach (ref var x in slice)
        {
            x = float.IsNaN(x) ? 0 : x;
            if (float.IsFinite(x))
            {
                least = Math.Min(least, x);
                most = Math.Max(most, x);
            }
        }

        // Nothing but infinities: a slice without any contrast to keep.
        foreach (ref var x in slice)
        {
            x = least > most ? 0 : Math.Clamp(x, least, most);
        }
    }
}
