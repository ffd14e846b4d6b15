using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SliceActors.Runs.Randomness;

namespace SliceActors.Learning.Augmentations;

/// <summary>
/// Adds normal noise, 16 values at a time, by the transform of Box and Muller (1958): √(−2 ln u) · (cos φ, sin φ). Made of sums, products, quotients and
/// square roots only, which every processor rounds alike. The largest value is 5.8 standard deviations, as with all generators of 24-bit uniform numbers.
/// </summary>
internal static class GaussianNoise
{
    private const float Ln2 = 0.693147181f;
    private const float EighthTurn = 0.785398163f; // π / 4
    private const float Half24 = 1 << 23;
    private const int RootHalf = 0x3F3504F3; // the bits of √½

    /// <summary>Adds an independent N(0, deviation²) to each value; nothing is clipped.</summary>
    /// <param name="values">A multiple of 16.</param>
    /// <param name="deviation">Standard deviation.</param>
    /// <param name="random">Where randomness comes from.</param>
    // Compiled in full at once: a short training would be over before the runtime thought it worth while.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(Span<float> values, float deviation, CountedRandom random)
    {
        var bits = new RandomLanes(random);
        var vectors = MemoryMarshal.Cast<float, Vector256<float>>(values);
        for (var i = 0; i < vectors.Length; i += 2)
        {
            var (first, second) = Pair(bits.Next(), bits.Next());
            vectors[i] += first * deviation;
            vectors[i + 1] += second * deviation;
        }
    }

    /// <summary>Two independent standard normal numbers per lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> First, Vector256<float> Second) Pair(Vector256<uint> radiusBits, Vector256<uint> angleBits)
    {
        // u = (k + 1) / 2^24 of the upper 24 bits: never 0.
        var uniform = Vector256.ConvertToSingle((radiusBits >>> 8).AsInt32() + Vector256<int>.One) * (0.5f / Half24);
        var radius = Vector256.Sqrt(Log(uniform) * -2f);

        // An angle within an eighth of a turn around the x axis; one bit sends it to the other side of the y axis, one exchanges the axes.
        var quarter = Vector256.ConvertToSingle((angleBits << 2 >>> 8).AsInt32());
        var angle = (quarter - Vector256.Create(Half24 - 0.5f)) * (EighthTurn / Half24);
        var square = angle * angle;
        var cosine = (Cosine(square).AsUInt32() ^ (angleBits & Vector256.Create(0x80000000u))).AsSingle() * radius;
        var sine = Sine(angle, square) * radius;
        var exchange = Vector256.ShiftRightArithmetic((angleBits << 1).AsInt32(), 31).AsSingle();
        return (Vector256.ConditionalSelect(exchange, sine, cosine), Vector256.ConditionalSelect(exchange, cosine, sine));
    }

    /// <summary>ln x = k ln 2 + 2 artanh((m − 1) / (m + 1)) with x = 2ᵏ m, m between √½ and √2, by the power series up to the ninth power.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Log(Vector256<float> x)
    {
        var bits = x.AsInt32();
        var exponent = Vector256.ShiftRightArithmetic(bits - Vector256.Create(RootHalf), 23);
        var mantissa = (bits - (exponent << 23)).AsSingle();
        var z = (mantissa - Vector256<float>.One) / (mantissa + Vector256<float>.One);
        var square = z * z;
        var series = Vector256.Create(1 / 7f) + (square * (1 / 9f));
        series = Vector256.Create(1 / 5f) + (square * series);
        series = Vector256.Create(1 / 3f) + (square * series);
        return (Vector256.ConvertToSingle(exponent) * Ln2) + ((z + z) * (Vector256<float>.One + (square * series)));
    }

    /// <summary>The power series of the cosine up to the eighth power: 2e-8 off at π / 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Cosine(Vector256<float> square)
    {
        var one = Vector256<float>.One;
        var series = one - (square * (1 / 56f));
        series = one - (square * (1 / 30f) * series);
        series = one - (square * (1 / 12f) * series);
        return one - (square * 0.5f * series);
    }

    /// <summary>The power series of the sine up to the ninth power: 2e-9 off at π / 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Sine(Vector256<float> angle, Vector256<float> square)
    {
        var one = Vector256<float>.One;
        var series = one - (square * (1 / 72f));
        series = one - (square * (1 / 42f) * series);
        series = one - (square * (1 / 20f) * series);
        return angle * (one - (square * (1 / 6f) * series));
    }
}
