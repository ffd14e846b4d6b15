using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SliceActors.Learning.Networks;

/// <summary>
/// How ClinicaDL 0.2.1 turns the convolutional part of a network round, here in two dimensions. Each layer becomes its counterpart; each activation
/// changes places with the transposed convolution before it; then the order is reversed. A block {Conv(a→b), BatchNorm(b), ReLU, Pool} becomes
/// {Unpool, ConvTranspose(b→a), BatchNorm(a), ReLU}.
/// </summary>
internal static class MirrorRule
{
    /// <summary>The decoder that belongs to an encoder, its weights drawn from the default generator.</summary>
    /// <param name="encoder">Layers in order; not changed.</param>
    /// <exception cref="NotSupportedException">A layer has no counterpart, or none is a convolution.</exception>
    public static IReadOnlyList<nn.Module> Mirror(IReadOnlyList<nn.Module> encoder)
    {
        var channels = encoder.OfType<Conv2d>().LastOrDefault()?.out_channels
            ?? throw new NotSupportedException("An autoencoder cannot be made of a network without a convolution (Conv2d).");
        var order = encoder.ToArray();
        SwapActivations(order);
        Array.Reverse(order);
        var decoder = new List<nn.Module>(order.Length);
        foreach (var layer in order)
        {
            channels = layer is Conv2d convolution ? convolution.in_channels : channels;
            decoder.Add(Counterpart(layer, channels));
        }

        return decoder;
    }

    private static void SwapActivations(nn.Module[] layers)
    {
        var convolution = -1;
        for (var i = 0; i < layers.Length; i++)
        {
            if (layers[i] is Conv2d)
            {
                convolution = i;
            }
            else if (layers[i] is ReLU or LeakyReLU or SlopedReLU && convolution >= 0)
            {
                (layers[convolution], layers[i]) = (layers[i], layers[convolution]);
                convolution = -1;
            }
        }
    }

    /// <param name="layer">A layer of the encoder.</param>
    /// <param name="channels">Channels of what the decoder has computed so far, the counterpart of a convolution included.</param>
    private static nn.Module Counterpart(nn.Module layer, long channels) => layer switch
    {
        Conv2d convolution => nn.ConvTranspose2d(
            convolution.out_channels,
            convolution.in_channels,
            (convolution.kernel_size[0], convolution.kernel_size[1]),
            (convolution.stride[0], convolution.stride[1]),
            convolution.padding is { } padding ? (padding[0], padding[1]) : (0, 0)),
        BatchNorm2d or CountedBatchNorm2d => new CountedBatchNorm2d(channels),
        ReLU => nn.ReLU(),
        SlopedReLU activation => new SlopedReLU(1 / activation.Slope),
        LeakyReLU activation => new SlopedReLU(1 / activation.negative_slope),
        PadMaxPool2d or MaxPool2d => new CropMaxUnpool2d(),
        _ => throw new NotSupportedException($"An autoencoder cannot be made of a network with a layer of kind {layer.GetType().Name}."),
    };
}
