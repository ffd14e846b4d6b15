namespace SliceActors.Cohorts.Reading;

/// <summary>A CAPS that a study names.</summary>
/// <param name="Directory">Its root.</param>
/// <param name="File">The table that names it; null when the command line does.</param>
/// <param name="Line">Line of the table, the header being line 1.</param>
public sealed record CapsReference(string Directory, string? File, int? Line);
