namespace SliceActors.Studies.Explanations;

/// <summary>An image that may be explained.</summary>
/// <param name="ParticipantId"><c>sub-…</c>.</param>
/// <param name="SessionId"><c>ses-…</c>.</param>
/// <param name="Label">Its class; null where it is not known.</param>
/// <param name="Path">The file.</param>
public sealed record SubjectImage(string ParticipantId, string SessionId, int? Label, string Path)
{
    /// <summary>Name and value of the group that its map is counted in; null for none.</summary>
    public ImageGroup? Group { get; init; }
}
