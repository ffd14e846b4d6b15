namespace SliceActors.Cohorts.Reading;

/// <summary>A row of a list of sessions.</summary>
/// <param name="ParticipantId"><c>sub-…</c>.</param>
/// <param name="SessionId"><c>ses-…</c>.</param>
/// <param name="File">The list.</param>
/// <param name="Line">Line of the file, the header being line 1.</param>
public sealed record ListedSession(string ParticipantId, string SessionId, string File, int Line);
