using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;

namespace SliceActors.Runs.Queries;

/// <summary>A unit that failed, and why.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Reason">A sentence a person can read.</param>
/// <param name="Cause">Whether another try could end otherwise.</param>
public sealed record UnitFailure(UnitId Unit, string Reason, FailureCause Cause);
