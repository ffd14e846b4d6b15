namespace SliceActors.Studies.Submission;

/// <summary>A session whose image is looked for.</summary>
/// <param name="CapsDirectory">Root of the CAPS that holds it.</param>
/// <param name="ParticipantId"><c>sub-…</c>.</param>
/// <param name="SessionId"><c>ses-…</c>.</param>
/// <param name="File">The table that names it.</param>
/// <param name="Line">Line of the table, the header being line 1.</param>
internal sealed record SoughtSession(string CapsDirectory, string ParticipantId, string SessionId, string File, int Line);
