using SliceActors.Learning.Networks;
using SliceActors.Learning.Networks.Custom;
using SliceActors.Learning.Onnx.Schema;

namespace SliceActors.Learning.Onnx;

/// <summary>Networks as graphs that take float32 [batch, 1, rows, columns] in [0, 1], 224 of each unless the network was built for other slices, and give what the network gives.</summary>
internal static class NetworkGraph
{
    /// <summary>Name of what a graph is given.</summary>
    public const string Slice = "slice";

    /// <summary>What a classifier gives: [batch, 2].</summary>
    public const string Logits = "logits";

    /// <summary>What an autoencoder gives: a picture of the shape that its first layer sees.</summary>
    public const string Reconstruction = "reconstruction";

    /// <summary>The graph of a network that is evaluated.</summary>
    /// <param name="network">Not changed.</param>
    /// <exception cref="UnknownLayerException">A layer has no counterpart.</exception>
    public static GraphProto Of(SliceNetwork network)
    {
        var graph = new GraphDraft(network.Architecture.Name);
        var slice = graph.Input(Slice, 1, network.Input.Rows, network.Input.Columns);
        var image = Repeated(graph, slice, network.Architecture.InputChannels);
        return network is Autoencoder ? graph.Output(ThereAndBack(graph, network, image), Reconstruction) : graph.Output(Answer(graph, network, image), Logits);
    }

    private static FeatureMap Answer(GraphDraft graph, SliceNetwork network, FeatureMap image) => network switch
    {
        SequentialNetwork => network.named_children().Aggregate(image, (at, child) => Layers.Add(graph, child.name, child.module, at)),
        ResNet18 => Residual(graph, network, image),
        PluginNetwork plugin => Layers.Add(graph, string.Empty, plugin.Network, image),
        _ => throw new UnknownLayerException(network.Architecture.Name, "a TorchScript file, which shows no layers (it can be read by PyTorch as it is)"),
    };

    private static FeatureMap Residual(GraphDraft graph, SliceNetwork network, FeatureMap image)
    {
        var parts = network.named_children().ToDictionary(child => child.name, child => child.module);
        var map = Poolings.Max(graph, [3, 3], [2, 2], [1, 1], Layers.Rectify(graph, Part("bn1", Part("conv1", image))));
        foreach (var stage in parts.Keys.Where(name => name.StartsWith("layer", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            map = Part(stage, map);
        }

        return Part("fc_out", Part("fc", Layers.Flat(graph, Poolings.Mean(graph, [map.Rows, map.Columns], [1, 1], [0, 0], countsPadding: false, map))));

        FeatureMap Part(string part, FeatureMap at) => Layers.Add(graph, part, parts[part], at);
    }

    private static FeatureMap ThereAndBack(GraphDraft graph, SliceNetwork network, FeatureMap image)
    {
        var parts = network.named_children().ToDictionary(child => child.name, child => child.module);
        var origins = new Stack<PoolingOrigin>();
        var map = Layers.Add(graph, "encoder", parts["encoder"], image, origins);
        foreach (var (name, layer) in parts["decoder"].named_children())
        {
            var inside = Layers.Inside("decoder", name);
            map = layer is CropMaxUnpool2d ? Poolings.Back(graph, inside, map, origins.Pop()) : Layers.Add(graph, inside, layer, map);
        }

        return map;
    }

    private static FeatureMap Repeated(GraphDraft graph, FeatureMap slice, int channels) =>
        channels == 1 ? slice : slice with { Name = graph.Add("Concat", Enumerable.Repeat(slice.Name, channels), ("axis", 1L)), Channels = channels };
}
