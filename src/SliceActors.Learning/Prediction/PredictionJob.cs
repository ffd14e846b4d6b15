using System.Collections.Immutable;
using SliceActors.Imaging.Slices;
using SliceActors.Imaging.Store;
using SliceActors.Learning.Networks;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Prediction;

/// <summary>A trained network and the slices that it is applied to; immutable.</summary>
public sealed record PredictionJob
{
    /// <summary>Its kind.</summary>
    public required Architecture Architecture { get; init; }

    /// <summary>Its rate of dropout, with which a plugin may have built it otherwise; nothing is dropped.</summary>
    public double Dropout { get; init; }

    /// <summary>Shape of the slices that it was made for.</summary>
    public SliceShape Input { get; init; } = SliceShape.Usual;

    /// <summary>Its checkpoint.</summary>
    public required string ModelFile { get; init; }

    /// <summary>Sessions, as rows of the store. The label of a session without one is 0; only the total loss depends on it.</summary>
    public required ImmutableArray<PlannedSession> Sessions { get; init; }

    /// <summary>Slice positions that the network sees.</summary>
    public required SliceRange Slices { get; init; }

    /// <summary>The prepared slices; shared by all networks, only read.</summary>
    public required SliceStore Store { get; init; }

    /// <summary>Intra-op threads, at least 1; those of the training give the bits of the training.</summary>
    public int IntraOpThreads { get; init; } = 1;

    /// <summary>How feature maps lie in memory, likewise.</summary>
    public MemoryFormats MemoryFormats { get; init; }
}
