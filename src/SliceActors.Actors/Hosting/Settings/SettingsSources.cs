namespace SliceActors.Actors.Hosting.Settings;

/// <summary>Where a user may have said something; what comes later here counts more.</summary>
/// <param name="File">The user's settings file; null when there is none.</param>
/// <param name="Environment">Environment variables.</param>
/// <param name="Options">Options of the command line that were given.</param>
public sealed record SettingsSources(string? File, IReadOnlyDictionary<string, string> Environment, IReadOnlyDictionary<Setting, IReadOnlyList<string>> Options);
