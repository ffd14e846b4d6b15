using System.Collections.Immutable;
using SliceActors.Runs.Specs;

namespace SliceActors.Benchmarks.Studies;

/// <summary>What is trained on a study.</summary>
/// <param name="Architecture">Name of the network.</param>
/// <param name="Trainable">Layers that learn.</param>
internal sealed record Workload(string Architecture, TrainableLayers Trainable)
{
    /// <summary>Number of slice positions, taken from the middle of the volume; with <c>multicnn</c> also the number of networks.</summary>
    public required int Slices { get; init; }

    /// <summary>Epochs of each network.</summary>
    public required int Epochs { get; init; }

    /// <summary>Items per batch.</summary>
    public int BatchSize { get; init; } = 8;

    /// <summary>Transforms of training items.</summary>
    public ImmutableArray<Augmentation> Augmentations { get; init; } = [];

    /// <summary>File that networks start from; null for random weights.</summary>
    public string? WeightsFile { get; init; }

    /// <summary>What the layers do that do not learn.</summary>
    public FrozenLayers Frozen { get; init; }

    /// <summary>One network per slice position, or one for all.</summary>
    public NetworkType Type { get; init; } = NetworkType.Multicnn;

    /// <summary>Networks side by side.</summary>
    public required int Slots { get; init; }

    /// <summary>Threads inside each.</summary>
    public int IntraOpThreads { get; init; } = 1;

    /// <summary>The network, as a person names it.</summary>
    public string Name => Trainable == TrainableLayers.Tail ? $"{Architecture} (tail)" : Architecture;
}
