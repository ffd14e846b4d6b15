using SliceActors.Cohorts.Tables;

namespace SliceActors.Cohorts.TsvTool;

/// <summary>A session of a participant: a row of a table whose ids are well formed.</summary>
/// <param name="ParticipantId"><c>sub-…</c>.</param>
/// <param name="SessionId"><c>ses-M…</c>.</param>
/// <param name="Month">Months since the beginning, the number in the session's id.</param>
/// <param name="Row">The whole row.</param>
internal sealed record Visit(string ParticipantId, string SessionId, int Month, TsvRow Row);
