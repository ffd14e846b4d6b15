namespace SliceActors.Cohorts.TsvTool;

/// <summary>What is known of a participant at a session.</summary>
/// <param name="Visit">The session.</param>
/// <param name="Diagnosis">The diagnosis; null when not known.</param>
internal readonly record struct DatedDiagnosis(Visit Visit, string? Diagnosis);
