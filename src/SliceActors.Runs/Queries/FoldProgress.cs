using System.Collections.Immutable;
using SliceActors.Runs.Ids;
using SliceActors.Runs.States;

namespace SliceActors.Runs.Queries;

/// <summary>How far a fold is, in numbers of networks.</summary>
/// <param name="Fold">The fold.</param>
/// <param name="Waiting">Networks waiting for a slot.</param>
/// <param name="Running">Networks being trained.</param>
/// <param name="Completed">Finished networks.</param>
/// <param name="Failed">Failed networks.</param>
/// <param name="Merged">Whether the tables of the fold are written.</param>
public sealed record FoldProgress(FoldIndex Fold, int Waiting, int Running, int Completed, int Failed, bool Merged)
{
    /// <summary>Where each network stands, in their order.</summary>
    public ImmutableArray<UnitPhase> Networks { get; init; } = [];
}
