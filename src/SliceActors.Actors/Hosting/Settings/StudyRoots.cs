namespace SliceActors.Actors.Hosting.Settings;

/// <summary>Where a machine sees what all machines share.</summary>
/// <param name="Caps">Images and tables; null when they may lie anywhere.</param>
/// <param name="Results">Results; null when they may lie anywhere.</param>
public sealed record StudyRoots(string? Caps, string? Results);
