using System.Collections.Immutable;
using SliceActors.Runs.Ids;

namespace SliceActors.Cohorts.Reading;

/// <summary>Who is in a fold.</summary>
/// <param name="Fold">The fold.</param>
/// <param name="Train">Sessions that networks learn from, in the order of <c>--diagnoses</c>, then of the file.</param>
/// <param name="Validation">Sessions that epochs are chosen by, in the same order.</param>
/// <param name="LeakedParticipants">Participants in both sets, sorted (ordinal); empty unless leakage is allowed.</param>
public sealed record FoldSessions(
    FoldIndex Fold,
    ImmutableArray<LabelledSession> Train,
    ImmutableArray<LabelledSession> Validation,
    ImmutableArray<string> LeakedParticipants);
