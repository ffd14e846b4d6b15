namespace SliceActors.Scoring.Baselines;

/// <summary>Two classes of examples that count as much as each other, however many there are of each.</summary>
internal static class BinaryTargets
{
    /// <summary>Weight of each example: n / (2·n of its class).</summary>
    /// <param name="labels">0 or 1 each; both occur.</param>
    public static double[] Weights(IReadOnlyList<int> labels)
    {
        var positives = labels.Count(label => label == 1);
        double[] ofClass = [labels.Count / (2.0 * (labels.Count - positives)), labels.Count / (2.0 * positives)];
        return [.. labels.Select(label => ofClass[label])];
    }
}
