using SliceActors.Runs.Ids;

namespace SliceActors.Runs.Queries;

/// <summary>A unit that failed, and why.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Reason">A sentence a person can read.</param>
public sealed record UnitFailure(UnitId Unit, string Reason);
