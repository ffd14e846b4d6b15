using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SliceActors.Learning.Networks;

/// <summary>
/// A network that learns to reproduce its slice: <c>encoder</c> is the convolutional part of a classifier, <c>decoder</c> its mirror image. Takes what the
/// classifier takes and gives [batch, channels of the first layer, 224, 224]. Keys count every layer, those without parameters included.
/// </summary>
internal sealed class Autoencoder : SliceNetwork
{
    private readonly Sequential encoder;
    private readonly ModuleList<nn.Module> decoder;

    /// <summary>Takes over the convolutional part of a network, weights included, and disposes the rest.</summary>
    /// <param name="network">Not to be used any more.</param>
    /// <exception cref="NotSupportedException">It has a layer that cannot be mirrored.</exception>
    public Autoencoder(SequentialNetwork network)
        : base(network.Architecture)
    {
        network.Classifier.Dispose();
        encoder = network.Features;
        decoder = nn.ModuleList([.. MirrorRule.Mirror([.. encoder.children()])]);
        register_module("encoder", encoder);
        register_module("decoder", decoder);
    }

    /// <summary>Nothing: unpooling answers contiguously whatever it is given.</summary>
    public override Phases FasterInChannelsLast => Phases.None;

    /// <inheritdoc/>
    protected override Tensor Answer(Tensor image)
    {
        var origins = new Stack<Pooling>();
        var map = image.alias();
        foreach (var layer in encoder.children())
        {
            Replace(ref map, Encode(layer, map, origins));
        }

        foreach (var layer in decoder)
        {
            Replace(ref map, layer is CropMaxUnpool2d unpool ? unpool.call(map, origins.Pop()) : Plain(layer).call(map));
        }

        return map;
    }

    private static Tensor Encode(nn.Module layer, Tensor map, Stack<Pooling> origins)
    {
        if (layer is not (PadMaxPool2d or MaxPool2d))
        {
            return Plain(layer).call(map);
        }

        var (pooled, origin) = layer is PadMaxPool2d padded ? padded.ForwardWithIndices(map) : Pooling.Of((MaxPool2d)layer, map);
        origins.Push(origin);
        return pooled;
    }

    private static nn.Module<Tensor, Tensor> Plain(nn.Module layer) => (nn.Module<Tensor, Tensor>)layer;

    /// <summary>Maps are large: each is given back as soon as the next one is there.</summary>
    private static void Replace(ref Tensor map, Tensor next)
    {
        map.Dispose();
        map = next;
    }
}
