using SliceActors.Learning.Augmentations;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Tests.Augmentations;

public sealed class AugmenterTests
{
    private const int Side = 32;
    private const int Plane = Side * Side;

    [Fact]
    public void None_is_no_transform()
    {
        Assert.Null(AugmentationChain.Of([], 3));
        Assert.Null(AugmentationChain.Of([Augmentation.None, Augmentation.None], 3));
        Assert.Equal([Augmentation.CropPad, Augmentation.CropPad], AugmentationChain.Of([Augmentation.CropPad, Augmentation.None, Augmentation.CropPad], 3)!.Transforms.AsEnumerable());
    }

    [Fact]
    public void An_item_has_the_channels_of_the_network_only_when_noise_makes_them_differ()
    {
        Assert.Equal(1, AugmentationChain.Of([Augmentation.Smoothing, Augmentation.Erasing, Augmentation.CropPad], 3)!.Channels);
        Assert.Equal(3, AugmentationChain.Of([Augmentation.Smoothing, Augmentation.Noise], 3)!.Channels);
        Assert.Equal(1, AugmentationChain.Of([Augmentation.Noise], 1)!.Channels);
    }

    [Fact]
    public void The_deviation_of_noise_is_uniform_up_to_a_tenth()
    {
        // Enough values to know the deviation of each draw to half a percent.
        var augmenter = new Augmenter(AugmentationChain.Of([Augmentation.Noise], 1)!, 128);
        var item = new float[augmenter.Values];
        var deviations = Enumerable.Range(0, 1000).Select(seed =>
        {
            Array.Clear(item);
            augmenter.Transform(item, (ulong)seed);
            return Math.Sqrt(item.Average(value => value * (double)value));
        }).Order().ToArray();

        Assert.InRange(deviations.Select((value, i) => Math.Abs((value / 0.1) - ((i + 0.5) / deviations.Length))).Max(), 0, 0.06);
    }

    [Fact]
    public void Noise_is_another_in_each_channel()
    {
        var noise = Transformed(Grey(), 3, 5, Augmentation.Noise);
        var channels = noise.Chunk(Plane).Select(channel => channel.Zip(Grey(), (after, before) => (double)after - before).ToArray()).ToList();

        var variance = channels.SelectMany(channel => channel).Average(value => value * value);
        Assert.True(variance > 0);
        foreach (var (a, b) in new[] { (0, 1), (0, 2), (1, 2) })
        {
            Assert.Equal(0, channels[a].Zip(channels[b], (x, y) => x * y / variance).Average(), 5 / Math.Sqrt(Plane));
        }
    }

    [Fact]
    public void Shifts_are_uniform_from_minus_ten_to_nine_in_both_directions()
    {
        const int Draws = 8000;
        var counts = new int[20, 20];
        for (var seed = 0; seed < Draws; seed++)
        {
            // The pixel in the middle is inside whatever the shift: it tells where it came from.
            var middle = (Side / 2 * Side) + (Side / 2);
            var from = (int)Transformed(Positions(), 1, (ulong)seed, Augmentation.CropPad)[middle];
            counts[(from / Side) - (Side / 2) + 10, (from % Side) - (Side / 2) + 10]++;
        }

        const double Expected = Draws / 400.0;
        var chiSquare = counts.Cast<int>().Sum(count => (count - Expected) * (count - Expected) / Expected);
        Assert.InRange(chiSquare, 399 - (5 * Math.Sqrt(2 * 399)), 399 + (5 * Math.Sqrt(2 * 399)));
    }

    [Fact]
    public void The_width_of_smoothing_is_uniform_up_to_one()
    {
        // Of a single bright pixel the weight of the middle is left: it tells the width.
        var point = new float[Plane];
        point[(Side / 2 * Side) + (Side / 2)] = 1;
        var middles = Enumerable.Range(0, 4000).Select(seed => (double)Transformed(point, 1, (ulong)seed, Augmentation.Smoothing).Max()).OrderDescending().ToArray();

        var expected = Enumerable.Range(0, middles.Length).Select(i => Weight((i + 0.5) / middles.Length) * Weight((i + 0.5) / middles.Length));
        Assert.InRange(middles.Zip(expected, (value, exact) => Math.Abs(value - exact)).Max(), 0, 0.08);

        static double Weight(double sigma)
        {
            var radius = (int)((4 * sigma) + 0.5);
            return 1 / Enumerable.Range(-radius, (2 * radius) + 1).Sum(x => Math.Exp(-x * x / (2 * sigma * sigma)));
        }
    }

    [Fact]
    public void Transforms_follow_one_another_in_the_given_order_as_often_as_they_are_named()
    {
        Assert.True(Roughness(Augmentation.Noise, Augmentation.Smoothing) < 0.6 * Roughness(Augmentation.Smoothing, Augmentation.Noise));

        var shifts = Enumerable.Range(0, 200).Select(seed =>
            (int)Transformed(Positions(), 1, (ulong)seed, Augmentation.CropPad, Augmentation.CropPad).Max() / Side);
        Assert.Contains(shifts, lastRow => lastRow < Side - 11);
    }

    [Fact]
    public void What_an_item_becomes_depends_on_its_seed_and_not_on_the_items_before()
    {
        Augmentation[] all = [Augmentation.Smoothing, Augmentation.CropPad, Augmentation.Noise, Augmentation.Erasing, Augmentation.Smoothing];
        var augmenter = new Augmenter(AugmentationChain.Of([.. all], 3)!, Side);
        var item = new float[augmenter.Values];
        augmenter.Transform(item, 1);
        Grey().CopyTo(item, 0);
        augmenter.Transform(item, 2);

        Assert.Equal(Transformed(Grey(), 3, 2, all), item);
        Assert.NotEqual(Transformed(Grey(), 3, 3, all), item);
    }

    private static float[] Transformed(float[] slice, int channels, ulong seed, params Augmentation[] transforms)
    {
        var augmenter = new Augmenter(AugmentationChain.Of([.. transforms], channels)!, Side);
        var item = new float[augmenter.Values];
        slice.CopyTo(item, 0);
        augmenter.Transform(item, seed);
        return item;
    }

    private static float[] Grey() => [.. Enumerable.Range(0, Plane).Select(i => i % 256 / 255f)];

    private static float[] Positions() => [.. Enumerable.Range(0, Plane).Select(i => (float)i)];

    /// <summary>Mean squared difference of neighbours of what becomes of nothing.</summary>
    private static double Roughness(params Augmentation[] transforms) => Enumerable.Range(0, 200).Average(seed =>
    {
        var image = Transformed(new float[Plane], 3, (ulong)seed, transforms);
        return image.Zip(image.Skip(1), (a, b) => (double)(a - b) * (a - b)).Average();
    });
}
