using System.Collections.Concurrent;

namespace SliceActors.Imaging.Slices;

/// <summary>
/// Taps and integer weights of a bilinear resampling along one axis, as Pillow's 8-bit path has them: a triangle filter, widened when shrinking,
/// its weights normalised in double and rounded to multiples of 2⁻²².
/// </summary>
internal sealed class ResampleAxis
{
    /// <summary>Bits after the binary point of a weight: 32 less 8 for the pixel less 2 to spare.</summary>
    public const int FractionBits = 22;

    private static readonly ConcurrentDictionary<(int From, int To), ResampleAxis> Known = new();

    private readonly int[] first;
    private readonly int[][] weights;

    private ResampleAxis(int from, int to)
    {
        From = from;
        first = new int[to];
        weights = new int[to][];
        var scale = (double)from / to;
        var support = Math.Max(scale, 1);
        for (var o = 0; o < to; o++)
        {
            var centre = (o + 0.5) * scale;
            first[o] = Math.Max(0, (int)(centre - support + 0.5));
            var end = Math.Min(from, (int)(centre + support + 0.5));
            var real = new double[end - first[o]];
            for (var t = 0; t < real.Length; t++)
            {
                real[t] = Math.Max(0, 1 - Math.Abs((t + first[o] - centre + 0.5) / support));
            }

            var sum = real.Sum();
            weights[o] = Array.ConvertAll(real, weight => (int)(weight / sum * (1 << FractionBits) + 0.5));
        }
    }

    /// <summary>Size before.</summary>
    public int From { get; }

    /// <summary>Size after.</summary>
    public int To => first.Length;

    /// <summary>The axis for a pair of sizes, computed once per process.</summary>
    public static ResampleAxis Between(int from, int to) => Known.GetOrAdd((from, to), static sizes => new ResampleAxis(sizes.From, sizes.To));

    /// <summary>First input position that an output position takes from.</summary>
    public int First(int output) => first[output];

    /// <summary>Weights of the input positions from <see cref="First"/> on; they sum to about 2²².</summary>
    public ReadOnlySpan<int> Weights(int output) => weights[output];
}
