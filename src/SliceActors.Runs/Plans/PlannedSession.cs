namespace SliceActors.Runs.Plans;

/// <summary>A session in its role as an example of a fold.</summary>
/// <param name="Image">Index into <see cref="RunPlan.Images"/>, which is also its row in the slice store.</param>
/// <param name="Label">Class, 0 or 1.</param>
public readonly record struct PlannedSession(int Image, int Label);
