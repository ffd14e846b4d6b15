using SliceActors.Runs.Errors;
using SliceActors.Scoring.Folds;

namespace SliceActors.Scoring.Comparisons;

/// <summary>Sessions that two results have.</summary>
internal static class SharedSessions
{
    /// <summary>Whether both results give each session the same class.</summary>
    /// <param name="firstSource">Where the first result comes from.</param>
    /// <param name="first">Sessions as it has them.</param>
    /// <param name="secondSource">Where the second comes from.</param>
    /// <param name="second">The same sessions in the same order as that one has them.</param>
    /// <param name="findings">Gets each session of two classes.</param>
    public static bool AreAlike(
        string firstSource, IEnumerable<ScoredSession> first, string secondSource, IEnumerable<ScoredSession> second, ICollection<Finding> findings)
    {
        var differing = first.Zip(second).Where(pair => pair.First.TrueLabel != pair.Second.TrueLabel).ToList();
        foreach (var (one, other) in differing)
        {
            findings.Add(new Finding(
                secondSource,
                null,
                $"{other.ParticipantId} {other.SessionId} is of class {other.TrueLabel}",
                $"class {one.TrueLabel}, as in {firstSource}: results are compared that tell the same classes apart"));
        }

        return differing.Count == 0;
    }
}
