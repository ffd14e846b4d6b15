namespace SliceActors.Cohorts.Reading;

/// <summary>A row of a diagnosis file.</summary>
/// <param name="ParticipantId"><c>sub-…</c>.</param>
/// <param name="SessionId"><c>ses-…</c>.</param>
/// <param name="Diagnosis">The label as written, for example <c>AD</c>.</param>
/// <param name="Label">Its class, 0 or 1.</param>
/// <param name="File">The file that it stands in.</param>
/// <param name="Line">Line of the file, the header being line 1.</param>
public sealed record LabelledSession(string ParticipantId, string SessionId, string Diagnosis, int Label, string File, int Line)
{
    /// <summary>Root of the CAPS of its cohort; null in a study of one cohort.</summary>
    public string? CapsDirectory { get; init; }
}
