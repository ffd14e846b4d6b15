using SliceActors.Imaging.Slices;
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
    /// <param name="input">The slices that it will see; the usual ones when nothing is said.</param>
    public SequentialNetwork(Architecture architecture, nn.Module<Tensor, Tensor>[] features, Func<int, nn.Module<Tensor, Tensor>[]> classifier, SliceShape? input = null)
        : base(architecture)
    {
        Input = input ?? SliceShape.Usual;
        Features = nn.Sequential(features);
        Classifier = nn.Sequential(classifier(ValuesAfter(Features, architecture.InputChannels, Input)));
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

    /// <summary>Values per slice that a convolutional part hands over: found by showing it an empty slice, which leaves no trace in it.</summary>
    /// <param name="features">The layers, in training mode.</param>
    /// <param name="channels">Channels of the first one.</param>
    /// <param name="input">Shape of a slice.</param>
    internal static int ValuesAfter(Sequential features, int channels, SliceShape input)
    {
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        features.eval();
        var values = features.call(zeros(1, channels, input.Rows, input.Columns)).numel();
        features.train();
        return checked((int)values);
    }
}
