using System.Text.Json.Serialization;

namespace SliceActors.Runs.Specs;

/// <summary>Which network is trained and how it starts.</summary>
public sealed record NetworkSpec
{
    /// <summary>Name in the table of networks, for example <c>resnet18</c>, or the absolute path of a TorchScript file.</summary>
    public required string Architecture { get; init; }

    /// <summary>Where the initial weights come from.</summary>
    public required WeightsKind Weights { get; init; }

    /// <summary>Absolute path of the file with the initial weights (ImageNet or the user's); null for random weights.</summary>
    public string? WeightsFile { get; init; }

    /// <summary>Which layers learn.</summary>
    public required TrainableLayers Trainable { get; init; }

    /// <summary>What the layers do that do not learn.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public FrozenLayers Frozen { get; init; }

    /// <summary>Rate of the dropout layers, in [0, 1).</summary>
    public double Dropout { get; init; }

    /// <summary>Absolute path of the assembly that offers networks of its own; null without one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? PluginFile { get; init; }

    /// <summary>SHA-256 of the assembly or TorchScript file that defines the network, lower-case hexadecimal digits; null for a built-in one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? CodeDigest { get; init; }

    /// <summary>Result folder whose networks are the initial ones, as typed; null without transfer learning.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? TransferPath { get; init; }

    /// <summary>Which of a source's best models is taken; an autoencoder has <see cref="Selection.BestLoss"/> only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Selection TransferSelection { get; init; }

    /// <summary>SHA-256 over the source's model files that are used, lower-case hexadecimal digits; null without transfer learning.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? TransferDigest { get; init; }
}
