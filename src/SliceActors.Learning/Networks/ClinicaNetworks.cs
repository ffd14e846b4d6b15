using static TorchSharp.torch;

namespace SliceActors.Learning.Networks;

/// <summary>
/// The classifiers of ClinicaDL 1.0 to 1.6 for slices, of whatever shape, to apply networks that it trained. They are none to train: its <c>Conv4_FC3</c> is
/// another network than that of 0.2, and its slices may have one channel.
/// </summary>
public static class ClinicaNetworks
{
    private static readonly int[] Widths = [8, 16, 32, 64, 128];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["Conv5_FC3", "Conv4_FC3", "Stride_Conv5_FC3", "resnet18"];

    /// <summary>The one of that name.</summary>
    /// <param name="name">As <c>maps.json</c> spells it.</param>
    /// <param name="channels">Channels of its slices, all of them the same picture: 1 or 3.</param>
    /// <returns>Null when there is none that sees so many channels.</returns>
    public static Architecture? Find(string name, int channels) => (name, channels) switch
    {
        ("Conv5_FC3", 1 or 3) => Plain(name, channels, strided: false, 1300, 50),
        ("Conv4_FC3", 1 or 3) => Plain(name, channels, strided: false, 50, 40),
        ("Stride_Conv5_FC3", 1 or 3) => Plain(name, channels, strided: true, 1300, 50),
        ("resnet18", 3) => ResNet18.Entry,
        _ => null,
    };

    private static Architecture Plain(string name, int channels, bool strided, int first, int second)
    {
        Architecture? own = null;
        own = new Architecture(options => new SequentialNetwork(
            own!,
            [.. Widths.SelectMany((width, block) => Block(block == 0 ? channels : Widths[block - 1], width, strided))],
            values => [nn.Flatten(), new SeededDropout(options.Dropout), nn.Linear(values, first), nn.ReLU(), nn.Linear(first, second), nn.ReLU(), nn.Linear(second, SliceNetwork.Classes)],
            options.Input))
        {
            Name = name,
            InputChannels = channels,
            HasFeatures = true,
        };
        return own;
    }

    private static nn.Module<Tensor, Tensor>[] Block(int inChannels, int outChannels, bool strided)
    {
        nn.Module<Tensor, Tensor>[] layers =
            [nn.Conv2d(inChannels, outChannels, 3, stride: strided ? 2 : 1, padding: 1), new CountedBatchNorm2d(outChannels), nn.ReLU()];
        return strided ? layers : [.. layers, new PadMaxPool2d(2, 2)];
    }
}
