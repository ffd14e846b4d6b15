using System.Collections.Immutable;

namespace SliceActors.Cohorts.TsvTool;

/// <summary>A label's participants in two sets.</summary>
/// <param name="Train">Those to train with.</param>
/// <param name="Subset">Those left aside: validation or test.</param>
internal sealed record Division(ImmutableArray<Member> Train, ImmutableArray<Member> Subset)
{
    /// <summary>Divides members.</summary>
    /// <param name="members">All of them.</param>
    /// <param name="inSubset">Whether the member at that position is left aside.</param>
    public static Division Of(IReadOnlyList<Member> members, Func<int, bool> inSubset) => new(
        [.. members.Where((_, index) => !inSubset(index))],
        [.. members.Where((_, index) => inSubset(index))]);
}
