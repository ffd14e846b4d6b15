using static TorchSharp.torch;

namespace SliceActors.Learning.Networks;

/// <summary>Five convolutions with padding and three linear layers: ClinicaDL's network of that name, in two dimensions.</summary>
internal static class Conv5Fc3
{
    /// <summary>Its line in the table.</summary>
    public static Architecture Entry { get; } = new(Make)
    {
        Name = "Conv5_FC3",
        InputChannels = 3,
        HasFeatures = true,
        ChannelsLast = Phases.Training | Phases.Evaluation,
    };

    private static SequentialNetwork Make(NetworkOptions options) => new(
        Entry,
        [.. Block(3, 8), .. Block(8, 16), .. Block(16, 32), .. Block(32, 64), .. Block(64, 128)],
        values =>
        [
            nn.Flatten(),
            new SeededDropout(options.Dropout),
            nn.Linear(values, 1300),
            nn.ReLU(),
            nn.Linear(1300, 50),
            nn.ReLU(),
            nn.Linear(50, SliceNetwork.Classes),
        ]);

    private static nn.Module<Tensor, Tensor>[] Block(int inChannels, int outChannels) =>
        [nn.Conv2d(inChannels, outChannels, 3, padding: 1), new CountedBatchNorm2d(outChannels), nn.ReLU(), new PadMaxPool2d(2, 2)];
}
