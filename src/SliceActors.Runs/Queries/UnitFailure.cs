using SliceActors.Runs.Ids;

namespace SliceActors.Runs.Queries;

/// <summary>A unit that failed, and why.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Reason">A sentence a person can read.</param>
public sealed record UnitFailure(UnitId Unit, string Reason)
{
    /// <summary>What the reason of a network says whose numbers went out of bounds.</summary>
    public const string Divergence = "so the network is lost";

    /// <summary>Whether its numbers went out of bounds, which the same seed and options would do again.</summary>
    public bool IsDivergence => Reason.Contains(Divergence, StringComparison.Ordinal);
}
