using SliceActors.Learning.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SliceActors.Learning.Onnx;

/// <summary>Layers as they compute when a network is evaluated, as operators of ONNX.</summary>
internal static class Layers
{
    /// <summary>What can be written, in words.</summary>
    public const string Known =
        "Sequential, Conv2d, ConvTranspose2d, BatchNorm, Linear, Flatten, MaxPool2d, AvgPool2d, AdaptiveAvgPool2d, ReLU, LeakyReLU, ELU, Sigmoid, Tanh, Dropout and Identity, and the layers of the built-in networks";

    /// <summary>Adds a layer, or all layers of a sequence.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="name">Where the layer is: its parameters' names begin with it.</param>
    /// <param name="layer">The layer; not changed.</param>
    /// <param name="map">What it is given.</param>
    /// <param name="origins">Takes where maxima came from; null where nobody goes back.</param>
    /// <exception cref="UnknownLayerException">It has no counterpart.</exception>
    public static FeatureMap Add(GraphDraft graph, string name, nn.Module layer, FeatureMap map, Stack<PoolingOrigin>? origins = null) => layer switch
    {
        Sequential sequence => sequence.named_children().Aggregate(map, (at, child) => Add(graph, Inside(name, child.name), child.module, at, origins)),
        ResidualBlock block => Residual(graph, name, block, map),
        Conv2d convolution => Convolutions.Add(graph, name, convolution, map),
        ConvTranspose2d convolution => Convolutions.Add(graph, name, convolution, map),
        BatchNorm normalisation => Normalise(graph, name, normalisation, map),
        Linear linear => Combine(graph, name, linear, map),
        Flatten flatten => Flat(graph, name, flatten, map),
        PadMaxPool2d pooling => Poolings.Max(graph, name, pooling, map, origins),
        MaxPool2d pooling => Poolings.Max(graph, name, pooling, map, origins),
        AvgPool2d pooling => Poolings.Mean(graph, name, pooling, map),
        AdaptiveAvgPool2d pooling => Poolings.Mean(graph, name, pooling, map),
        ReLU => Activate(graph, "Relu", map),
        SlopedReLU sloped => Activate(graph, "LeakyRelu", map, ("alpha", (float)sloped.Slope)),
        LeakyReLU sloped => Activate(graph, "LeakyRelu", map, ("alpha", (float)sloped.negative_slope)),
        ELU elu => Activate(graph, "Elu", map, ("alpha", (float)elu.alpha)),
        Sigmoid => Activate(graph, "Sigmoid", map),
        Tanh => Activate(graph, "Tanh", map),
        SeededDropout or Dropout or Dropout2d or Identity => map,
        _ => throw new UnknownLayerException(name, $"a {layer.GetType().Name}"),
    };

    /// <summary>Makes a map flat.</summary>
    public static FeatureMap Flat(GraphDraft graph, FeatureMap map) =>
        map.IsFlat ? map : new FeatureMap(graph.Add("Flatten", [map.Name], ("axis", 1L)), map.Channels * map.Rows * map.Columns, 1, 1, IsFlat: true);

    /// <summary>Sets what is negative to 0.</summary>
    public static FeatureMap Rectify(GraphDraft graph, FeatureMap map) => Activate(graph, "Relu", map);

    /// <summary>The name of a layer inside another.</summary>
    public static string Inside(string name, string child) => name.Length == 0 ? child : $"{name}.{child}";

    private static FeatureMap Residual(GraphDraft graph, string name, ResidualBlock block, FeatureMap map)
    {
        var parts = block.named_children().ToDictionary(child => child.name, child => child.module);
        var first = Rectify(graph, Part("bn1", Part("conv1", map)));
        var second = Part("bn2", Part("conv2", first));
        var shortcut = parts.ContainsKey("downsample") ? Part("downsample", map) : map;
        return Rectify(graph, second with { Name = graph.Add("Add", [second.Name, shortcut.Name]) });

        FeatureMap Part(string part, FeatureMap at) => Add(graph, Inside(name, part), parts[part], at);
    }

    private static FeatureMap Normalise(GraphDraft graph, string name, BatchNorm layer, FeatureMap map)
    {
        if (layer.running_mean is not { } mean || layer.running_var is not { } variance)
        {
            throw new UnknownLayerException(name, "a normalisation that keeps no statistics");
        }

        using var scope = NewDisposeScope();
        string[] inputs =
        [
            map.Name,
            graph.Weights($"{name}.weight", layer.affine ? layer.weight : ones(layer.num_features)),
            graph.Weights($"{name}.bias", layer.affine ? layer.bias! : zeros(layer.num_features)),
            graph.Weights($"{name}.running_mean", mean),
            graph.Weights($"{name}.running_var", variance),
        ];
        return map with { Name = graph.Add("BatchNormalization", inputs, ("epsilon", (float)layer.eps)) };
    }

    private static FeatureMap Combine(GraphDraft graph, string name, Linear layer, FeatureMap map)
    {
        if (!map.IsFlat)
        {
            throw new UnknownLayerException(name, "a Linear before anything is flat");
        }

        List<string> inputs = [map.Name, graph.Weights($"{name}.weight", layer.weight)];
        if (layer.bias is { } bias)
        {
            inputs.Add(graph.Weights($"{name}.bias", bias));
        }

        return map with { Name = graph.Add("Gemm", inputs, ("transB", 1L)), Channels = layer.out_features };
    }

    private static FeatureMap Flat(GraphDraft graph, string name, Flatten layer, FeatureMap map) =>
        layer is { start_dim: 1, end_dim: -1 or 3 } ? Flat(graph, map) : throw new UnknownLayerException(name, $"a Flatten of dimensions {layer.start_dim} to {layer.end_dim}");

    private static FeatureMap Activate(GraphDraft graph, string operation, FeatureMap map, params ReadOnlySpan<(string Name, object Value)> settings) =>
        map with { Name = graph.Add(operation, [map.Name], settings) };
}
