using System.Collections.Immutable;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.States;

namespace SliceActors.Runs.Queries;

/// <summary>How far a fold is, or all folds of all permutations or repeats together, in numbers of networks.</summary>
/// <param name="Fold">The fold; the first one of permutations or repeats.</param>
/// <param name="Waiting">Networks waiting for a slot.</param>
/// <param name="Running">Networks being trained.</param>
/// <param name="Completed">Finished networks.</param>
/// <param name="Failed">Failed networks.</param>
/// <param name="Merged">Whether the tables of the fold are written.</param>
public sealed record FoldProgress(FoldIndex Fold, int Waiting, int Running, int Completed, int Failed, bool Merged)
{
    /// <summary>Where each network stands, in their order.</summary>
    public ImmutableArray<UnitPhase> Networks { get; init; } = [];

    /// <summary>What folds are trained once more for; null for a fold of the study.</summary>
    public VariationKind? Kind { get; init; }

    /// <summary>How many permutations or repeats there are.</summary>
    public int Planned { get; init; }

    /// <summary>How many of them are merged in all folds.</summary>
    public int Done { get; init; }
}
