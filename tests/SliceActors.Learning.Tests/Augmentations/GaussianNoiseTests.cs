using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MathNet.Numerics.Distributions;
using SliceActors.Learning.Augmentations;
using SliceActors.Runs.Randomness;

namespace SliceActors.Learning.Tests.Augmentations;

public sealed class GaussianNoiseTests
{
    private const int Count = 1 << 20;
    private static readonly float[] Drawn = Draw(Count, 1, 7);

    [Fact]
    public void Its_numbers_are_normal()
    {
        var sorted = Drawn.Order().ToArray();
        var distance = sorted.Select((value, i) => Math.Abs(Normal.CDF(0, 1, value) - ((i + 0.5) / Count))).Max();

        // The critical value of Kolmogorov and Smirnov that is left once in a million draws.
        Assert.InRange(distance, 0, 2.7 / Math.Sqrt(Count));
        foreach (var (power, moment, variance) in new[] { (1, 0.0, 1.0), (2, 1.0, 2.0), (3, 0.0, 15.0), (4, 3.0, 96.0), (6, 15.0, 10170.0) })
        {
            Assert.Equal(moment, Drawn.Average(value => Math.Pow(value, power)), 5 * Math.Sqrt(variance / Count));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(224)]
    public void Neighbours_know_nothing_of_each_other(int distance)
    {
        var pairs = Drawn.Zip(Drawn.Skip(distance), (a, b) => (A: (double)a, B: (double)b)).ToArray();

        Assert.Equal(0, pairs.Average(pair => pair.A * pair.B), 5 / Math.Sqrt(Count));

        // Nor of each other's size: the two numbers of Box and Muller share a radius.
        Assert.Equal(1, pairs.Average(pair => pair.A * pair.A * pair.B * pair.B), 5 * Math.Sqrt(8.0 / Count));
    }

    [Fact]
    public void A_seed_gives_the_bits_that_float32_arithmetic_gives_anywhere()
    {
        // Digest and values of a twin written in NumPy.
        var values = Draw(4096, 1, 2026);

        Assert.Equal([-0.681109369f, 0.0293705557f, -0.272084415f, 0.496467203f], values[..4]);
        Assert.Equal(
            "97c76aa717e6925d36e1ea02c0be36b45b523606c6e9fb37eab8f9c6853f634b",
            Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(values.AsSpan()))));
    }

    [Fact]
    public void It_is_added_and_not_clipped()
    {
        var values = Enumerable.Repeat(1f, 256).ToArray();

        GaussianNoise.Add(values, 0.5f, new CountedRandom(7));

        Assert.Equal(Drawn.Take(256).Select(value => 1 + (0.5f * value)), values);
        Assert.Contains(values, value => value > 1);
    }

    private static float[] Draw(int count, float deviation, ulong seed)
    {
        var values = new float[count];
        GaussianNoise.Add(values, deviation, new CountedRandom(seed));
        return values;
    }
}
