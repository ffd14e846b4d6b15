using SliceActors.Runs.Randomness;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Augmentations;

/// <summary>
/// Transforms items as the training transforms of ClinicaDL 0.2.1 do. What an item becomes is a function of the slice and the seed alone: randomness is
/// counted, and every step is made of operations that IEEE 754 rounds in one way, so all machines draw the same bits. Not for use by two threads at once.
/// </summary>
/// <param name="chain">The transforms.</param>
/// <param name="side">Rows and columns of an item, a multiple of 16.</param>
internal sealed class Augmenter(AugmentationChain chain, int side)
{
    private readonly CountedRandom random = new(0);
    private readonly Smoothing smoothing = new(side);
    private readonly int plane = side * side;

    /// <summary>Values of an item: the channels of the chain, each side × side.</summary>
    public int Values => chain.Channels * plane;

    /// <summary>Transforms one item in place.</summary>
    /// <param name="item">float32 [channels, side, side], of which the first channel holds the slice in [0, 1].</param>
    /// <param name="seed">Seed of this item in this pass.</param>
    public void Transform(Span<float> item, ulong seed)
    {
        random.Restart(seed);
        var image = item[..plane];
        foreach (var transform in chain.Transforms)
        {
            switch (transform)
            {
                case Augmentation.Noise:
                    image = WithAllChannels(item, image);
                    GaussianNoise.Add(image, (float)(0.1 * random.NextDouble()), random);
                    break;
                case Augmentation.Erasing:
                    Erasing.Draw(side, random).ClearIn(image, side);
                    break;
                case Augmentation.CropPad:
                    var (columns, rows) = (random.NextInt(20) - 10, random.NextInt(20) - 10);
                    Shifting.Shift(image, side, rows, columns);
                    break;
                case Augmentation.Smoothing:
                    smoothing.Apply(image, random.NextDouble());
                    break;
                default:
                    throw new InvalidOperationException($"{transform} is no transform.");
            }
        }
    }

    /// <summary>The grey slice in every channel, unless the channels went their own ways already.</summary>
    private Span<float> WithAllChannels(Span<float> item, Span<float> image)
    {
        for (var channel = image.Length / plane; channel < chain.Channels; channel++)
        {
            item[..plane].CopyTo(item[(channel * plane)..]);
        }

        return item;
    }
}
