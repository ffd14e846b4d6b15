using System.Collections.Immutable;

namespace SliceActors.Cohorts.Leakage;

/// <summary>What was looked at, and what was found.</summary>
/// <param name="Compared">Sets that were compared.</param>
/// <param name="Findings">The leaks.</param>
public sealed record LeakageReport(ImmutableArray<ComparedSets> Compared, ImmutableArray<LeakageFinding> Findings)
{
    /// <summary>Nothing was looked at.</summary>
    public static LeakageReport Empty { get; } = new([], []);

    /// <summary>Both reports.</summary>
    public LeakageReport With(LeakageReport other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new([.. Compared, .. other.Compared], [.. Findings, .. other.Findings]);
    }
}
