using System.Collections.Immutable;
using SliceActors.Runs.Specs;

namespace SliceActors.Studies.Results;

/// <summary>What the <c>commandline.json</c> or <c>maps.json</c> of a result folder says of the study that made it.</summary>
public sealed record RecordedOptions
{
    /// <summary>What its networks looked at: <c>slice</c>, or another word when ClinicaDL trained on something else.</summary>
    public required string Mode { get; init; }

    /// <summary>What was trained.</summary>
    public required NetworkType NetworkType { get; init; }

    /// <summary>Which network, as typed.</summary>
    public required string Architecture { get; init; }

    /// <summary>Assembly that holds the network, as typed; null for a built-in network or a TorchScript file.</summary>
    public string? PluginFile { get; init; }

    /// <summary>Rate of the dropout layers.</summary>
    public double Dropout { get; init; }

    /// <summary>Pipeline that made the images.</summary>
    public required Preprocessing Preprocessing { get; init; }

    /// <summary>How volumes were cut.</summary>
    public required SliceSpec Slices { get; init; }

    /// <summary>What its networks see, where ClinicaDL 1.x trained; null for the slices that all others see.</summary>
    public ClinicaInput? Input { get; init; }

    /// <summary>Which of the best models it kept.</summary>
    public ImmutableArray<Selection> Selections { get; init; } = [.. Enum.GetValues<Selection>()];

    /// <summary>Networks of each fold of a multicnn, where its options say so.</summary>
    public int? Networks { get; init; }

    /// <summary>Labels that were loaded, in this order.</summary>
    public required ImmutableArray<string> Diagnoses { get; init; }

    /// <summary>Class (0 or 1) of each label that is not built in, or, where ClinicaDL 1.x trained, of each label; sorted.</summary>
    public required ImmutableSortedDictionary<string, int> LabelCode { get; init; }

    /// <summary>Whether the study had several cohorts.</summary>
    public bool MultiCohort { get; init; }

    /// <summary>Where the labels and folds were, as typed; null when it is not recorded.</summary>
    public string? TsvPath { get; init; }

    /// <summary>Folds of the cross-validation; null for a single split.</summary>
    public int? NSplits { get; init; }

    /// <summary>Whether only the first session of each participant was trained on.</summary>
    public bool Baseline { get; init; }

    /// <summary>The results that its networks started from, as typed; null when they started otherwise.</summary>
    public string? TransferPath { get; init; }

    /// <summary>Threshold of the vote; 0 for an autoencoder.</summary>
    public double SelectionThreshold { get; init; }

    /// <summary>What slices weighed in the vote; null when ClinicaDL 0.2 trained, which does not write it.</summary>
    public VoteWeights? VoteWeights { get; init; }

    /// <summary>Seed of the study; null when ClinicaDL trained, which has none.</summary>
    public long? Seed { get; init; }

    /// <summary>Intra-op threads of each network; null when ClinicaDL trained, which does not write it.</summary>
    public int? IntraOpThreads { get; init; }

    /// <summary>How feature maps lay in memory; contiguous where that is not written, as by ClinicaDL and by version 0.1.0.</summary>
    public MemoryFormats MemoryFormats { get; init; }
}
