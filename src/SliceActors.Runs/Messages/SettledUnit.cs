using SliceActors.Runs.Ids;

namespace SliceActors.Runs.Messages;

/// <summary>A unit from which nothing more will come.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Attempt">The assignment that the journal settled.</param>
/// <param name="IsCompleted">Whether it was trained to its end; else it failed.</param>
public sealed record SettledUnit(UnitId Unit, Attempt Attempt, bool IsCompleted);
