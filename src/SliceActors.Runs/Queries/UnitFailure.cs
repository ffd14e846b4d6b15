namespace SliceActors.Runs;

/// <summary>A unit that failed, and why.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Reason">A sentence a person can read.</param>
public sealed record UnitFailure(UnitId Unit, string Reason);
