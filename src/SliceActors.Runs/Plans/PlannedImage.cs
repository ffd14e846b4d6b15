namespace SliceActors.Runs.Plans;

/// <summary>One session of the study and the file that holds its image.</summary>
/// <param name="ParticipantId"><c>sub-…</c>.</param>
/// <param name="SessionId"><c>ses-…</c>.</param>
/// <param name="Path">Absolute path of the <c>.pt</c> tensor or NIfTI file; of extracted slices with <c>slice-*</c> for the position.</param>
public sealed record PlannedImage(string ParticipantId, string SessionId, string Path);
