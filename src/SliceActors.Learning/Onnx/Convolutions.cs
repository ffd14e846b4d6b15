using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SliceActors.Learning.Onnx;

/// <summary>Convolutions as operators of ONNX.</summary>
internal static class Convolutions
{
    /// <summary>Adds a convolution.</summary>
    /// <exception cref="UnknownLayerException">It pads with something else than zeros.</exception>
    public static FeatureMap Add(GraphDraft graph, string name, Conv2d layer, FeatureMap map)
    {
        if (layer.padding_mode != TorchSharp.PaddingModes.Zeros)
        {
            throw new UnknownLayerException(name, $"a convolution that pads with {layer.padding_mode}");
        }

        var pads = Pads(layer);
        var output = graph.Add(
            "Conv", Inputs(graph, name, map, layer.weight, layer.bias), ("kernel_shape", layer.kernel_size), ("strides", layer.stride), ("dilations", layer.dilation), ("group", layer.groups), ("pads", pads));
        return new FeatureMap(output, layer.out_channels, Size(map.Rows, 0), Size(map.Columns, 1));

        long Size(long size, int axis) => ((size + pads[axis] + pads[axis + 2] - (layer.dilation[axis] * (layer.kernel_size[axis] - 1)) - 1) / layer.stride[axis]) + 1;
    }

    /// <summary>Adds a transposed convolution.</summary>
    public static FeatureMap Add(GraphDraft graph, string name, ConvTranspose2d layer, FeatureMap map)
    {
        long[] pads = layer.padding is { } padding ? [.. padding, .. padding] : [0, 0, 0, 0];
        long[] further = layer.output_padding is { Length: 2 } given ? given : [0, 0];
        var output = graph.Add(
            "ConvTranspose",
            Inputs(graph, name, map, layer.weight, layer.bias),
            ("kernel_shape", layer.kernel_size), ("strides", layer.stride), ("dilations", layer.dilation), ("group", layer.groups), ("pads", pads), ("output_padding", further));
        return new FeatureMap(output, layer.out_channels, Size(map.Rows, 0), Size(map.Columns, 1));

        long Size(long size, int axis) => ((size - 1) * layer.stride[axis]) - pads[axis] - pads[axis + 2] + (layer.dilation[axis] * (layer.kernel_size[axis] - 1)) + further[axis] + 1;
    }

    private static IEnumerable<string> Inputs(GraphDraft graph, string name, FeatureMap map, Tensor weight, Tensor? bias)
    {
        yield return map.Name;
        yield return graph.Weights($"{name}.weight", weight);
        if (bias is not null)
        {
            yield return graph.Weights($"{name}.bias", bias);
        }
    }

    /// <summary>Top, left, bottom, right. An odd rest of "same" padding goes to the end, as in PyTorch.</summary>
    private static long[] Pads(Conv2d layer)
    {
        if (layer.padding_type is null)
        {
            return layer.padding is { } padding ? [.. padding, .. padding] : [0, 0, 0, 0];
        }

        var total = layer.padding_type == TorchSharp.Padding.Same ? layer.dilation.Zip(layer.kernel_size, (dilation, kernel) => dilation * (kernel - 1)).ToArray() : [0, 0];
        return [total[0] / 2, total[1] / 2, total[0] - (total[0] / 2), total[1] - (total[1] / 2)];
    }
}
