namespace SliceActors.Runs.Errors;

/// <summary>What a person who mistyped a word may have meant.</summary>
public static class Closest
{
    /// <summary>The nearest of the known words, when it is near enough to be meant: a third of the letters may differ.</summary>
    /// <param name="word">What was typed.</param>
    /// <param name="known">The words there are.</param>
    /// <returns>Null when none is near.</returns>
    public static string? To(string word, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(known);
        var nearest = known.Select(candidate => (candidate, Distance: Distance(word, candidate))).DefaultIfEmpty((candidate: string.Empty, Distance: int.MaxValue)).MinBy(pair => pair.Distance);
        return nearest.Distance <= Math.Max(1, word.Length / 3) ? nearest.candidate : null;
    }

    /// <summary><c>; did you mean …?</c>, or nothing.</summary>
    /// <param name="word">What was typed.</param>
    /// <param name="known">The words there are.</param>
    public static string Question(string word, IEnumerable<string> known) => To(word, known) is { } meant ? $"; did you mean {meant}?" : string.Empty;

    /// <summary>Letters added, left out, replaced or swapped with their neighbour, upper and lower case alike (optimal string alignment).</summary>
    private static int Distance(string one, string other)
    {
        var (a, b) = (one.ToUpperInvariant(), other.ToUpperInvariant());
        var steps = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                steps[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(Math.Min(steps[i - 1, j], steps[i, j - 1]) + 1, steps[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    steps[i, j] = Math.Min(steps[i, j], steps[i - 2, j - 2] + 1);
                }
            }
        }

        return steps[a.Length, b.Length];
    }
}
