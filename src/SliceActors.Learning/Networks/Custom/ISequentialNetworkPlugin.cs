using SliceActors.Imaging.Slices;
using static TorchSharp.torch;

namespace SliceActors.Learning.Networks.Custom;

/// <summary>
/// A kind of network whose layers follow one another: the convolutional part, then everything from flattening on. Its parameters are named
/// <c>features.POSITION.…</c> and <c>classifier.POSITION.…</c>. An autoencoder can be made of it when its convolutional part consists of Conv2d, BatchNorm2d,
/// ReLU, LeakyReLU and MaxPool2d.
/// </summary>
public interface ISequentialNetworkPlugin : INetworkPlugin
{
    /// <summary>The convolutional part, layer by layer.</summary>
    /// <param name="options">What the user chose.</param>
    /// <returns>Together they take [batch, channels, 224, 224] and give [batch, maps, rows, columns].</returns>
    IReadOnlyList<nn.Module<Tensor, Tensor>> BuildFeatures(NetworkOptions options);

    /// <summary>The rest, layer by layer, flattening included.</summary>
    /// <param name="options">What the user chose.</param>
    /// <param name="values">Number of values that the convolutional part hands over per slice.</param>
    /// <returns>Together they take what the convolutional part gives and give logits [batch, 2].</returns>
    IReadOnlyList<nn.Module<Tensor, Tensor>> BuildClassifier(NetworkOptions options, int values);

    /// <inheritdoc/>
    nn.Module<Tensor, Tensor> INetworkPlugin.Build(NetworkOptions options)
    {
        var features = nn.Sequential(BuildFeatures(options));
        return nn.Sequential(("features", features), ("classifier", nn.Sequential(BuildClassifier(options, SequentialNetwork.ValuesAfter(features, InputChannels, SliceShape.Usual)))));
    }
}
