using System.Globalization;
using SliceActors.Learning.Augmentations;
using SliceActors.Runs.Randomness;

namespace SliceActors.Learning.Tests.Augmentations;

public sealed class SmoothingTests
{
    private const float Tolerance = 1e-6f;

    [Fact]
    public void It_is_the_gaussian_filter_of_SciPy_over_all_three_axes()
    {
        const int Side = 8;
        var golden = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", "augmentations", "gaussian_filter.tsv")).Skip(1).ToList();
        Assert.Equal(6, golden.Count);
        foreach (var line in golden)
        {
            var cells = line.Split('\t');
            var image = Enumerable.Range(0, 3 * Side * Side).Select(i => Pixel(i / (Side * Side), i / Side % Side, i % Side) / 97f).ToArray();

            new Smoothing(Side).Apply(image, double.Parse(cells[0], CultureInfo.InvariantCulture));

            var expected = cells[1].Split(' ').Select(value => float.Parse(value, CultureInfo.InvariantCulture)).ToArray();
            Assert.Equal(expected.Length, image.Length);
            Assert.All(expected.Zip(image), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
        }

        static int Pixel(int c, int r, int k) => ((37 * r) + (11 * k) + (29 * c * r) + (53 * c * k) + 7) % 97;
    }

    [Fact]
    public void A_single_channel_becomes_what_each_of_three_equal_channels_becomes()
    {
        const int Side = 32;
        var one = Pixels(Side * Side);
        float[] three = [.. one, .. one, .. one];

        new Smoothing(Side).Apply(one, 0.8);
        new Smoothing(Side).Apply(three, 0.8);

        Assert.All(three.Select((value, i) => (value, i)), pixel => Assert.Equal(one[pixel.i % one.Length], pixel.value, Tolerance));
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.999)]
    public void A_slice_is_smoothed_as_the_definition_says(double sigma)
    {
        const int Side = 224;
        var image = Pixels(Side * Side);
        var expected = Smooth(Smooth(Array.ConvertAll(image, value => (double)value), Side, sigma, 1), Side, sigma, Side);

        new Smoothing(Side).Apply(image, sigma);

        Assert.InRange(image.Zip(expected, (value, exact) => Math.Abs(value - exact)).Max(), 0, Tolerance);
    }

    private static float[] Pixels(int count)
    {
        var random = new CountedRandom(3);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.NextDouble())];
    }

    /// <summary>The definition in double precision, along one axis of a square.</summary>
    private static double[] Smooth(double[] image, int side, double sigma, int stride)
    {
        var radius = (int)((4 * sigma) + 0.5);
        var kernel = Enumerable.Range(-radius, (2 * radius) + 1).Select(x => Math.Exp(-x * x / (2 * sigma * sigma))).ToArray();
        return [.. Enumerable.Range(0, image.Length).Select(i =>
        {
            var position = i / stride % side;
            return kernel.Select((weight, k) =>
            {
                var other = position + k - radius;
                other = other < 0 ? -1 - other : other >= side ? (2 * side) - 1 - other : other;
                return weight * image[i + ((other - position) * stride)];
            }).Sum() / kernel.Sum();
        })];
    }
}
