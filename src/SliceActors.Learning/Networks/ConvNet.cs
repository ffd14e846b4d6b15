using static TorchSharp.torch;

namespace SliceActors.Learning.Networks;

/// <summary>Five pairs of convolutions on one grey channel and a single linear layer: ClinicaDL's network for phantoms, at the size of slices.</summary>
internal static class ConvNet
{
    /// <summary>Its line in the table.</summary>
    public static Architecture Entry { get; } = new(Make)
    {
        Name = "ConvNet",
        InputChannels = 1,
        HasFeatures = true,
        ChannelsLast = Phases.Training | Phases.Evaluation,
    };

    private static SequentialNetwork Make(NetworkOptions options) => new(
        Entry,
        [.. Block(1, 8), .. Block(8, 16), .. Block(16, 32), .. Block(32, 64), .. Block(64, 64)],
        values => [nn.Flatten(), new SeededDropout(options.Dropout), nn.Linear(values, SliceNetwork.Classes)]);

    private static nn.Module<Tensor, Tensor>[] Block(int inChannels, int outChannels) =>
    [
        nn.Conv2d(inChannels, outChannels, 3, padding: 1),
        nn.Conv2d(outChannels, outChannels, 3, padding: 1),
        new CountedBatchNorm2d(outChannels),
        new SlopedReLU(0.01),
        nn.MaxPool2d(2, 2),
    ];
}
