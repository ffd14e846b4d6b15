using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SliceActors.Learning.Networks;

/// <summary>A network whose layers follow one another: <c>features</c> (convolutions) and <c>classifier</c> (from flattening on), keys counted by position.</summary>
internal sealed class SequentialNetwork : SliceNetwork
{
    /// <summary>Makes a network of layers.</summary>
    /// <param name="architecture">Its kind.</param>
    /// <param name="features">The convolutional part.</param>
    /// <param name="classifier">Makes the rest, given the number of values that the convolutional part hands over per slice.</param>
    public SequentialNetwork(Architecture architecture, nn.Module<Tensor, Tensor>[] features, Func<int, nn.Module<Tensor, Tensor>[]> classifier)
        : base(architecture)
    {
        Features = nn.Sequential(features);
        Classifier = nn.Sequential(classifier(ValuesAfter(features)));
        register_module("features", Features);
        register_module("classifier", Classifier);
    }

    /// <summary>The convolutional part, layer by layer; an autoencoder mirrors it.</summary>
    public Sequential Features { get; }

    /// <summary>From flattening on.</summary>
    public Sequential Classifier { get; }

    /// <inheritdoc/>
    protected override Tensor Answer(Tensor image)
    {
        using var map = Features.call(image);
        return Classifier.call(map);
    }

    /// <summary>Follows the size of a square input through the layers, without computing anything.</summary>
    private static int ValuesAfter(IEnumerable<nn.Module<Tensor, Tensor>> layers)
    {
        long size = InputSize;
        long channels = 0;
        foreach (var layer in layers)
        {
            switch (layer)
            {
                case Conv2d convolution:
                    size = ((size + (2 * (convolution.padding?[0] ?? 0)) - convolution.kernel_size[0]) / convolution.stride[0]) + 1;
                    channels = convolution.out_channels;
                    break;
                case PadMaxPool2d pool:
                    size = ((size + pool.PaddingFor(size) - pool.Kernel) / pool.Stride) + 1;
                    break;
                case MaxPool2d pool:
                    size = ((size - pool.kernel_size[0]) / pool.stride[0]) + 1;
                    break;
                default:
                    break; // Normalisation and activation keep the shape.
            }
        }

        return checked((int)(channels * size * size));
    }
}
