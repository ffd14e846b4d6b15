namespace SliceActors.Runs;

/// <summary>Which network is trained and how it starts.</summary>
public sealed record NetworkSpec
{
    /// <summary>Name in the table of networks, for example <c>resnet18</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>Where the initial weights come from.</summary>
    public required WeightsKind Weights { get; init; }

    /// <summary>Absolute path of the file with the initial weights (ImageNet or the user's); null for random weights.</summary>
    public string? WeightsFile { get; init; }

    /// <summary>Which layers learn.</summary>
    public required TrainableLayers Trainable { get; init; }

    /// <summary>Rate of the dropout layers, in [0, 1).</summary>
    public double Dropout { get; init; }
}
