namespace SliceActors.Scoring.Folds;

/// <summary>A session that networks gave their answers on.</summary>
/// <param name="ParticipantId"><c>sub-…</c>.</param>
/// <param name="SessionId"><c>ses-…</c>.</param>
/// <param name="TrueLabel">Class, 0 or 1; null when it is not known.</param>
public readonly record struct ScoredSession(string ParticipantId, string SessionId, int? TrueLabel);
