namespace SliceActors.Cohorts.Reading;

/// <summary>A session that trained networks are applied to.</summary>
/// <param name="ParticipantId"><c>sub-…</c>.</param>
/// <param name="SessionId"><c>ses-…</c>.</param>
/// <param name="Label">Its class, 0 or 1; null when it is not known.</param>
/// <param name="File">The file that it stands in.</param>
/// <param name="Line">Line of the file, the header being line 1.</param>
public sealed record NewSession(string ParticipantId, string SessionId, int? Label, string File, int Line)
{
    /// <summary>Root of the CAPS of its cohort; null where there is one cohort.</summary>
    public string? CapsDirectory { get; init; }
}
