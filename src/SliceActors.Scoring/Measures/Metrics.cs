using SliceActors.Runs.Outcomes;

namespace SliceActors.Scoring.Measures;

/// <summary>Metrics of binary classifications.</summary>
public static class Metrics
{
    /// <summary>Metrics of predicted against true labels, class 1 positive.</summary>
    /// <param name="trueLabels">0 or 1 each.</param>
    /// <param name="predictedLabels">0 or 1 each; as many as true labels.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static ClassificationMetrics Of(ReadOnlySpan<byte> trueLabels, ReadOnlySpan<byte> predictedLabels)
    {
        if (trueLabels.Length != predictedLabels.Length)
        {
            throw new ArgumentException($"{predictedLabels.Length} predicted labels for {trueLabels.Length} true labels.", nameof(predictedLabels));
        }

        var counts = default(ConfusionCounts);
        for (var i = 0; i < trueLabels.Length; i++)
        {
            counts = counts.With(trueLabels[i], predictedLabels[i]);
        }

        return counts.ToMetrics();
    }
}
