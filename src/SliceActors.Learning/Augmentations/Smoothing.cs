using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SliceActors.Learning.Augmentations;

/// <summary>
/// SciPy's <c>gaussian_filter</c> over channels, rows and columns: kernel cut off at 4 standard deviations, the image reflected at its edges (the edge pixel
/// itself repeated). Within float32 rounding of SciPy, which sums up in double precision.
/// </summary>
/// <param name="side">Rows and columns, a multiple of 8.</param>
internal sealed class Smoothing(int side)
{
    private const int LargestRadius = 4;
    private readonly float[] source = new float[side * side];
    private readonly float[] row = new float[side + (2 * LargestRadius)];

    /// <summary>Smooths in place.</summary>
    /// <param name="image">[channels, side, side].</param>
    /// <param name="sigma">Standard deviation in pixels, at least 0 and less than 1.125.</param>
    public void Apply(Span<float> image, double sigma)
    {
        var radius = (int)((4 * sigma) + 0.5);
        if (radius == 0)
        {
            return; // A kernel of one pixel.
        }

        Span<float> weights = stackalloc float[radius + 1];
        Weigh(sigma, weights);
        if (image.Length > source.Length)
        {
            MixChannels(image, weights);
        }

        for (; !image.IsEmpty; image = image[source.Length..])
        {
            SmoothPlane(image[..source.Length], weights);
        }
    }

    /// <summary>The weights of the pixels at distance 0, 1, …; with both sides counted their sum is 1.</summary>
    private static void Weigh(double sigma, Span<float> weights)
    {
        Span<double> exact = stackalloc double[weights.Length];
        var sum = 0.0;
        for (var distance = 0; distance < exact.Length; distance++)
        {
            exact[distance] = PortableMath.Exp(-0.5 * distance * distance / (sigma * sigma));
            sum += distance == 0 ? exact[distance] : 2 * exact[distance];
        }

        for (var distance = 0; distance < exact.Length; distance++)
        {
            weights[distance] = (float)(exact[distance] / sum);
        }
    }

    /// <summary>Smooths along the channels; where they are equal that changes nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MixChannels(Span<float> image, ReadOnlySpan<float> weights)
    {
        var channels = image.Length / source.Length;
        Span<float> mixing = stackalloc float[channels * channels];
        mixing.Clear();
        for (var channel = 0; channel < channels; channel++)
        {
            for (var offset = 1 - weights.Length; offset < weights.Length; offset++)
            {
                mixing[(channel * channels) + Reflected(channel + offset, channels)] += weights[Math.Abs(offset)];
            }
        }

        var vectors = MemoryMarshal.Cast<float, Vector256<float>>(image);
        var plane = vectors.Length / channels;
        Span<Vector256<float>> pixels = stackalloc Vector256<float>[channels];
        for (var i = 0; i < plane; i++)
        {
            for (var channel = 0; channel < channels; channel++)
            {
                pixels[channel] = vectors[(channel * plane) + i];
            }

            for (var channel = 0; channel < channels; channel++)
            {
                var sum = pixels[0] * mixing[channel * channels];
                for (var other = 1; other < channels; other++)
                {
                    sum += pixels[other] * mixing[(channel * channels) + other];
                }

                vectors[(channel * plane) + i] = sum;
            }
        }
    }

    private void SmoothPlane(Span<float> plane, ReadOnlySpan<float> weights)
    {
        plane.CopyTo(source);
        var middle = row.AsSpan(LargestRadius, side);
        for (var r = 0; r < side; r++)
        {
            SmoothDown(r, middle, weights);
            for (var i = 0; i < LargestRadius; i++)
            {
                row[LargestRadius - 1 - i] = middle[i];
                row[LargestRadius + side + i] = middle[^(i + 1)];
            }

            SmoothAcross(plane.Slice(r * side, side), weights);
        }
    }

    /// <summary>One row of the plane smoothed along the columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SmoothDown(int r, Span<float> target, ReadOnlySpan<float> weights)
    {
        Span<int> above = stackalloc int[weights.Length];
        Span<int> below = stackalloc int[weights.Length];
        for (var distance = 0; distance < weights.Length; distance++)
        {
            (above[distance], below[distance]) = (Reflected(r - distance, side) * side, Reflected(r + distance, side) * side);
        }

        ref var pixels = ref MemoryMarshal.GetArrayDataReference(source);
        var vectors = MemoryMarshal.Cast<float, Vector256<float>>(target);
        for (var i = 0; i < vectors.Length; i++)
        {
            var column = i * Vector256<float>.Count;
            var sum = Vector256.LoadUnsafe(ref pixels, (nuint)(above[0] + column)) * weights[0];
            for (var distance = 1; distance < weights.Length; distance++)
            {
                var pair = Vector256.LoadUnsafe(ref pixels, (nuint)(above[distance] + column)) + Vector256.LoadUnsafe(ref pixels, (nuint)(below[distance] + column));
                sum += pair * weights[distance];
            }

            vectors[i] = sum;
        }
    }

    /// <summary>The reflected row smoothed along itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SmoothAcross(Span<float> target, ReadOnlySpan<float> weights)
    {
        ref var pixels = ref MemoryMarshal.GetArrayDataReference(row);
        var vectors = MemoryMarshal.Cast<float, Vector256<float>>(target);
        for (var i = 0; i < vectors.Length; i++)
        {
            var centre = LargestRadius + (i * Vector256<float>.Count);
            var sum = Vector256.LoadUnsafe(ref pixels, (nuint)centre) * weights[0];
            for (var distance = 1; distance < weights.Length; distance++)
            {
                var pair = Vector256.LoadUnsafe(ref pixels, (nuint)(centre - distance)) + Vector256.LoadUnsafe(ref pixels, (nuint)(centre + distance));
                sum += pair * weights[distance];
            }

            vectors[i] = sum;
        }
    }

    /// <summary>The pixel that stands at a position outside: d c b a | a b c d | d c b a, over and over.</summary>
    private static int Reflected(int position, int count)
    {
        var period = 2 * count;
        var folded = ((position % period) + period) % period;
        return folded < count ? folded : period - 1 - folded;
    }
}
