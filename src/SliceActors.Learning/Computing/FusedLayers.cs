using SliceActors.Learning.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SliceActors.Learning.Computing;

/// <summary>
/// One layer of several networks as one operation. Before they are flat, maps are [B, K · channels, H, W], the channels of network k behind those of
/// network k − 1; afterwards [K, B, values]. Weights are joined within the graph, so that each network's own get its gradients.
/// </summary>
internal static class FusedLayers
{
    // Of float32; of float64 they are two lines.
    private const long NumbersOfALine = 16;

    /// <summary>Whether a layer has no weights and treats each channel, or each value, by itself: then it does not matter whose it is.</summary>
    public static bool IsChannelByChannel(nn.Module layer) =>
        layer is ReLU or SlopedReLU or LeakyReLU or ELU or Sigmoid or Tanh or Identity or PadMaxPool2d or MaxPool2d or AvgPool2d or AdaptiveAvgPool2d;

    /// <summary>Computes a layer.</summary>
    /// <param name="layers">The layer of each seat; null where nobody sits: there the weights are zeros. At least one is there.</param>
    /// <param name="map">What the layer before gave.</param>
    /// <param name="learns">Whether it is trained.</param>
    public static Tensor Apply(IReadOnlyList<nn.Module?> layers, Tensor map, bool learns) => layers.First(layer => layer is not null) switch
    {
        Conv2d => Convolve(Of<Conv2d>(layers), map),
        CountedBatchNorm2d => FusedNormalisation.Apply(Of<CountedBatchNorm2d>(layers), map, learns),
        Flatten => map.view(map.shape[0], layers.Count, -1).transpose(0, 1),
        Linear => Combine(Of<Linear>(layers), map),
        SeededDropout => Drop(Of<SeededDropout>(layers), map, learns),
        nn.Module<Tensor, Tensor> channelByChannel => channelByChannel.call(map),
        var other => throw new NotSupportedException($"A {other!.GetType().Name} cannot be computed together with others."),
    };

    private static Tensor Convolve(Conv2d?[] layers, Tensor map)
    {
        var lead = layers.First(layer => layer is not null)!;
        using var weight = cat(Seats.Fill(layers, layer => layer.weight), 0);
        using var bias = lead.bias is null ? null : cat(Seats.Fill(layers, layer => layer.bias!), 0);
        return nn.functional.conv2d(map, weight, bias, lead.stride, lead.padding, lead.dilation, lead.groups * layers.Length);
    }

    private static Tensor Combine(Linear?[] layers, Tensor values)
    {
        var lead = layers.First(layer => layer is not null)!;
        var answers = lead.weight!.shape[0];
        using var weight = Aligned(stack(Seats.Fill(layers, layer => layer.weight)), 2);
        using var transposed = weight.transpose(1, 2);
        using var rows = Aligned(values.alias(), 1);
        if (lead.bias is null)
        {
            return rows.bmm(transposed).narrow(2, 0, answers);
        }

        using var bias = Aligned(stack(Seats.Fill(layers, layer => layer.bias!)), 1);
        using var summand = bias.unsqueeze(1);
        return rows.baddbmm(transposed, summand).narrow(2, 0, answers); // TorchSharp takes the summand last.
    }

    /// <summary>
    /// Fills the last dimensions up with zeros, so that the matrix of each seat starts at an equal place of a cache line: by that a product of stacked matrices
    /// chooses its order of summation (seen on AMD processors with AVX-512), and the bits of a network would depend on its seat.
    /// </summary>
    /// <param name="values">Is given back.</param>
    /// <param name="dimensions">How many of the last ones: 1 or 2.</param>
    private static Tensor Aligned(Tensor values, int dimensions)
    {
        // From the last dimension on: none before, as many behind as are missing.
        long[] missing = [.. values.shape.Reverse().Take(dimensions).SelectMany(size => new[] { 0, -size & (NumbersOfALine - 1) })];
        if (missing.All(size => size == 0))
        {
            return values;
        }

        using (values)
        {
            return nn.functional.pad(values, missing);
        }
    }

    /// <summary>Each network draws from its own generator, as it does by itself.</summary>
    private static Tensor Drop(SeededDropout?[] layers, Tensor map, bool learns)
    {
        if (!learns || layers.First(layer => layer is not null)!.Rate == 0)
        {
            return map.alias();
        }

        var isFlat = map.ndim == 3;
        long[] shape = isFlat ? map.shape[1..] : [map.shape[0], map.shape[1] / layers.Length, .. map.shape[2..]];
        var masks = Array.ConvertAll(layers, layer => layer?.Mask(shape, map.device) ?? ones(shape, device: map.device));
        using var mask = isFlat ? stack(masks) : cat(masks, 1);
        Array.ForEach(masks, one => one.Dispose());
        return map.mul(mask);
    }

    private static T?[] Of<T>(IReadOnlyList<nn.Module?> layers)
        where T : nn.Module => [.. layers.Cast<T?>()];
}
