using SliceActors.Learning.Objectives;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Progress;

/// <summary>When an epoch is better than the best one so far. Comparisons are strict, so the earlier epoch wins a tie; a NaN is never better.</summary>
internal static class SelectionRule
{
    /// <summary>Whether a new epoch takes the place of the best one.</summary>
    /// <param name="selection">The rule.</param>
    /// <param name="candidate">The new epoch.</param>
    /// <param name="best">The best epoch so far; null before the first.</param>
    public static bool Prefers(Selection selection, EpochScore candidate, EpochScore? best) => selection switch
    {
        Selection.BestBalancedAccuracy => candidate.BalancedAccuracy > (best?.BalancedAccuracy ?? -1.0),
        Selection.BestLoss => candidate.Loss < (best?.Loss ?? double.PositiveInfinity),
        _ => throw new ArgumentOutOfRangeException(nameof(selection), selection, null),
    };
}
