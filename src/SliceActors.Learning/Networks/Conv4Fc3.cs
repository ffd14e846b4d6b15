using static TorchSharp.torch;

namespace SliceActors.Learning.Networks;

/// <summary>Four convolutions without padding and three linear layers: ClinicaDL's network of that name, in two dimensions.</summary>
internal static class Conv4Fc3
{
    /// <summary>Its line in the table.</summary>
    public static Architecture Entry { get; } = new(Make)
    {
        Name = "Conv4_FC3",
        InputChannels = 3,
        HasFeatures = true,
        ChannelsLast = Phases.Evaluation,
    };

    private static SequentialNetwork Make(NetworkOptions options) => new(
        Entry,
        [.. Block(3, 15), .. Block(15, 25), .. Block(25, 50), .. Block(50, 50)],
        values =>
        [
            nn.Flatten(),
            new SeededDropout(options.Dropout),
            nn.Linear(values, 50),
            nn.ReLU(),
            new SeededDropout(options.Dropout),
            nn.Linear(50, 40),
            nn.ReLU(),
            nn.Linear(40, SliceNetwork.Classes),
        ]);

    private static nn.Module<Tensor, Tensor>[] Block(int inChannels, int outChannels) =>
        [nn.Conv2d(inChannels, outChannels, 3), new CountedBatchNorm2d(outChannels), nn.ReLU(), new PadMaxPool2d(2, 2)];
}
