using System.Collections.Immutable;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;

namespace SliceActors.Runs.Plans;

/// <summary>The two sets of a fold, in the row order of their TSV files.</summary>
/// <param name="Fold">The fold.</param>
/// <param name="Train">Sessions that networks learn from.</param>
/// <param name="Validation">Sessions that epochs are chosen by.</param>
/// <param name="LeakedParticipants">Participants that are in both sets (only with <c>--allow_leakage</c>); sorted.</param>
public sealed record FoldPlan(
    FoldIndex Fold,
    ImmutableArray<PlannedSession> Train,
    ImmutableArray<PlannedSession> Validation,
    ImmutableArray<string> LeakedParticipants)
{
    /// <summary>What it is trained for once more; null for a fold of the study.</summary>
    public FoldVariation? Variation { get; init; }

    /// <summary>The sessions of a set.</summary>
    public ImmutableArray<PlannedSession> Set(DataSubset subset) => subset == DataSubset.Train ? Train : Validation;
}
