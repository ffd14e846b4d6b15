using SliceActors.Learning.Networks;
using TorchSharp.Modules;

namespace SliceActors.Learning.Onnx;

/// <summary>Poolings as operators of ONNX, and the way back from them.</summary>
internal static class Poolings
{
    /// <summary>Adds max pooling, and remembers where its maxima came from where somebody has to find the way back.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="name">Name of the layer.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="map">What is pooled.</param>
    /// <param name="origins">Takes the origin; null where nobody goes back.</param>
    /// <exception cref="UnknownLayerException">It counts windows that stand out of the map.</exception>
    public static FeatureMap Max(GraphDraft graph, string name, MaxPool2d layer, FeatureMap map, Stack<PoolingOrigin>? origins)
    {
        if (layer.ceil_mode)
        {
            throw new UnknownLayerException(name, "a MaxPool2d with ceil_mode");
        }

        return Max(graph, layer.kernel_size, layer.stride ?? layer.kernel_size, layer.padding ?? [0, 0], layer.dilation ?? [1, 1], map, (0, 0), origins);
    }

    /// <summary>Adds max pooling that loses no row or column; its zeros take part in the maximum.</summary>
    /// <inheritdoc cref="Max(GraphDraft, string, MaxPool2d, FeatureMap, Stack{PoolingOrigin}?)"/>
    public static FeatureMap Max(GraphDraft graph, string name, PadMaxPool2d layer, FeatureMap map, Stack<PoolingOrigin>? origins)
    {
        var (top, left) = (layer.PaddingFor(map.Rows), layer.PaddingFor(map.Columns));
        var padded = map;
        if (top + left > 0)
        {
            var pads = graph.Whole($"{name}.pads", 0, 0, top, left, 0, 0, 0, 0);
            padded = map with { Name = graph.Add("Pad", [map.Name, pads]), Rows = map.Rows + top, Columns = map.Columns + left };
        }

        return Max(graph, [layer.Kernel, layer.Kernel], [layer.Stride, layer.Stride], [0, 0], [1, 1], padded, (top, left), origins);
    }

    /// <summary>Puts each maximum where it was and drops the padding.</summary>
    public static FeatureMap Back(GraphDraft graph, string name, FeatureMap map, PoolingOrigin origin)
    {
        var whole = origin.Pooled with { Name = graph.Add("MaxUnpool", [map.Name, origin.Indices, origin.Shape], ("kernel_shape", origin.Window), ("strides", origin.Stride)) };
        if (origin.Top + origin.Left == 0)
        {
            return whole;
        }

        var (starts, ends, axes) = (graph.Whole($"{name}.starts", origin.Top, origin.Left), graph.Whole($"{name}.ends", whole.Rows, whole.Columns), graph.Whole($"{name}.axes", 2, 3));
        return whole with { Name = graph.Add("Slice", [whole.Name, starts, ends, axes]), Rows = whole.Rows - origin.Top, Columns = whole.Columns - origin.Left };
    }

    /// <summary>Adds the mean of windows.</summary>
    /// <exception cref="UnknownLayerException">It has a divisor of its own, or counts windows that stand out of the map.</exception>
    public static FeatureMap Mean(GraphDraft graph, string name, AvgPool2d layer, FeatureMap map)
    {
        if (layer.ceil_mode || layer.divisor_override is not null)
        {
            throw new UnknownLayerException(name, "an AvgPool2d with ceil_mode or divisor_override");
        }

        return Mean(graph, layer.kernel_size, layer.stride ?? layer.kernel_size, layer.padding ?? [0, 0], layer.count_include_pad, map);
    }

    /// <summary>Adds the mean of windows that come out as so many rows and columns.</summary>
    /// <exception cref="UnknownLayerException">The map does not divide into them.</exception>
    public static FeatureMap Mean(GraphDraft graph, string name, AdaptiveAvgPool2d layer, FeatureMap map)
    {
        var (rows, columns) = (layer.output_size[0], layer.output_size[^1]);
        if (map.Rows % rows != 0 || map.Columns % columns != 0)
        {
            throw new UnknownLayerException(name, $"an AdaptiveAvgPool2d to {rows} × {columns} that does not divide a map of {map.Rows} × {map.Columns}");
        }

        long[] window = [map.Rows / rows, map.Columns / columns];
        return Mean(graph, window, window, [0, 0], countsPadding: false, map);
    }

    /// <summary>Adds the mean of windows.</summary>
    public static FeatureMap Mean(GraphDraft graph, long[] window, long[] stride, long[] padding, bool countsPadding, FeatureMap map)
    {
        var output = graph.Add("AveragePool", [map.Name], ("kernel_shape", window), ("strides", stride), ("pads", (long[])[.. padding, .. padding]), ("count_include_pad", countsPadding ? 1L : 0L));
        return Smaller(output, map, window, stride, padding, [1, 1]);
    }

    /// <summary>Adds max pooling.</summary>
    public static FeatureMap Max(GraphDraft graph, long[] window, long[] stride, long[] padding, FeatureMap map) => Max(graph, window, stride, padding, [1, 1], map, (0, 0), null);

    private static FeatureMap Max(GraphDraft graph, long[] window, long[] stride, long[] padding, long[] dilation, FeatureMap map, (int Top, int Left) added, Stack<PoolingOrigin>? origins)
    {
        (string Name, object Value)[] settings = [("kernel_shape", window), ("strides", stride), ("pads", (long[])[.. padding, .. padding]), ("dilations", dilation)];
        var outputs = graph.Add("MaxPool", origins is null ? 1 : 2, [map.Name], settings);
        origins?.Push(new PoolingOrigin(outputs[1], graph.Add("Shape", [map.Name]), window, stride, added.Top, added.Left, map));
        return Smaller(outputs[0], map, window, stride, padding, dilation);
    }

    private static FeatureMap Smaller(string output, FeatureMap map, long[] window, long[] stride, long[] padding, long[] dilation)
    {
        return map with { Name = output, Rows = Size(map.Rows, 0), Columns = Size(map.Columns, 1) };

        long Size(long size, int axis) => ((size + (2 * padding[axis]) - (dilation[axis] * (window[axis] - 1)) - 1) / stride[axis]) + 1;
    }
}
