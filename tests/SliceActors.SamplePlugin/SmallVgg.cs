using SliceActors.Learning.Networks;
using SliceActors.Learning.Networks.Custom;
using static TorchSharp.torch;

namespace SliceActors.SamplePlugin;

/// <summary>Three blocks of convolutions and a linear layer: a plain sequence, so an autoencoder can be made of it, too.</summary>
public sealed class SmallVgg : ISequentialNetworkPlugin
{
    /// <inheritdoc/>
    public string Name => "small_vgg";

    /// <inheritdoc/>
    public int InputChannels => 1;

    /// <inheritdoc/>
    public IReadOnlyList<nn.Module<Tensor, Tensor>> BuildFeatures(NetworkOptions options) => [.. Block(1, 4), .. Block(4, 8), .. Block(8, 8)];

    /// <inheritdoc/>
    public IReadOnlyList<nn.Module<Tensor, Tensor>> BuildClassifier(NetworkOptions options, int values)
    {
        ArgumentNullException.ThrowIfNull(options);
        return [nn.Flatten(), new SeededDropout(options.Dropout), nn.Linear(values, NetworkOptions.Classes)];
    }

    private static nn.Module<Tensor, Tensor>[] Block(int inChannels, int outChannels) =>
        [nn.Conv2d(inChannels, outChannels, 3, padding: 1), new CountedBatchNorm2d(outChannels), nn.ReLU(), nn.MaxPool2d(4, 4)];
}
