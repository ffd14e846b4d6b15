using SliceActors.Imaging.Slices;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Networks;

/// <summary>A kind of network, as the command line names it.</summary>
public sealed record Architecture
{
    internal Architecture(Func<NetworkOptions, SliceNetwork> build) => Build = build;

    /// <summary>Name, for example <c>resnet18</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Channels of its first layer: 1, or 3 for a network that sees the grey slice three times.</summary>
    public required int InputChannels { get; init; }

    /// <summary>Initial weights when the user asks for none in particular.</summary>
    public WeightsKind DefaultWeights { get; init; } = WeightsKind.None;

    /// <summary>Whether <see cref="TrainableLayers.Tail"/> means something for it.</summary>
    public bool HasTail => TailPrefixes.Count > 0;

    /// <summary>Whether its convolutional part is a plain sequence, so that an autoencoder can be built from it.</summary>
    public bool HasFeatures { get; init; }

    /// <summary>The published weights, when there are any.</summary>
    public PublishedWeights? Published { get; init; }

    /// <summary>What its tail sees of a slice; null when it does not say where it can be divided.</summary>
    public ItemShape? Features { get; init; }

    /// <summary>Names of the modules that make up its tail.</summary>
    internal IReadOnlyList<string> TailPrefixes { get; init; } = [];

    /// <summary>Names of the parameters that a file of published weights does not have: they keep their random start.</summary>
    internal IReadOnlyList<string> OwnHead { get; init; } = [];

    /// <summary>
    /// What a classifier of this kind does faster in channels-last format on a CPU, by measurement (benchmark <c>formats</c>). Training has to gain a
    /// quarter at least with one thread: its batch statistics are summed up less exactly in this format.
    /// </summary>
    internal Phases ChannelsLast { get; init; }

    /// <summary>Whether a parameter or buffer of that name belongs to its tail.</summary>
    internal bool IsOfTail(string name) => TailPrefixes.Any(prefix => name.StartsWith(prefix + '.', StringComparison.Ordinal));

    /// <summary>Makes the network with random weights; call it through <see cref="NetworkFactory"/>.</summary>
    internal Func<NetworkOptions, SliceNetwork> Build { get; }
}
