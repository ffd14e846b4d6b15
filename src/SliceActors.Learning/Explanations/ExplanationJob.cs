using System.Collections.Immutable;
using SliceActors.Imaging.Store;
using SliceActors.Learning.Networks;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;

namespace SliceActors.Learning.Explanations;

/// <summary>A trained network and the slices that it is explained on; immutable.</summary>
public sealed record ExplanationJob
{
    /// <summary>The method.</summary>
    public required ExplanationSettings Settings { get; init; }

    /// <summary>Kind of the network.</summary>
    public required Architecture Architecture { get; init; }

    /// <summary>Its rate of dropout, with which a plugin may have built it otherwise; nothing is dropped.</summary>
    public double Dropout { get; init; }

    /// <summary>Its checkpoint.</summary>
    public required string ModelFile { get; init; }

    /// <summary>Its fold; part of the seed.</summary>
    public required FoldIndex Fold { get; init; }

    /// <summary>Rows of the store.</summary>
    public required ImmutableArray<int> Images { get; init; }

    /// <summary>Slice positions.</summary>
    public required SliceRange Slices { get; init; }

    /// <summary>The prepared slices; shared by all, only read.</summary>
    public required SliceStore Store { get; init; }

    /// <summary>Intra-op threads, at least 1.</summary>
    public int IntraOpThreads { get; init; } = 1;

    /// <summary>Seed of the run.</summary>
    public long Seed { get; init; }
}
