using SliceActors.Runs.Outcomes;

namespace SliceActors.Scoring.Measures;

/// <summary>Counts of a binary classification, class 1 positive.</summary>
/// <param name="TruePositives">True class 1, predicted 1.</param>
/// <param name="TrueNegatives">True class 0, predicted 0.</param>
/// <param name="FalsePositives">True class 0, predicted 1.</param>
/// <param name="FalseNegatives">True class 1, predicted 0.</param>
internal readonly record struct ConfusionCounts(long TruePositives, long TrueNegatives, long FalsePositives, long FalseNegatives)
{
    /// <summary>Number of examples of class 1.</summary>
    public long Positives => TruePositives + FalseNegatives;

    /// <summary>Number of examples of class 0.</summary>
    public long Negatives => TrueNegatives + FalsePositives;

    /// <summary>The counts with one more example.</summary>
    /// <param name="trueLabel">0 or 1.</param>
    /// <param name="predictedLabel">0 or 1.</param>
    public ConfusionCounts With(int trueLabel, int predictedLabel) => (trueLabel, predictedLabel) switch
    {
        (1, 1) => this with { TruePositives = TruePositives + 1 },
        (0, 0) => this with { TrueNegatives = TrueNegatives + 1 },
        (0, 1) => this with { FalsePositives = FalsePositives + 1 },
        (1, 0) => this with { FalseNegatives = FalseNegatives + 1 },
        _ => throw new ArgumentOutOfRangeException(nameof(predictedLabel), $"Labels are 0 or 1, not {trueLabel} and {predictedLabel}."),
    };

    /// <summary>
    /// Accuracy (NaN when there is no example), sensitivity, specificity and predictive values (0 when their denominator is 0) and the balanced accuracy,
    /// the mean of sensitivity and specificity; a set with one class only cannot exceed 0.5.
    /// </summary>
    public ClassificationMetrics ToMetrics()
    {
        var sensitivity = Rate(TruePositives, Positives);
        var specificity = Rate(TrueNegatives, Negatives);
        var all = Positives + Negatives;
        return new ClassificationMetrics(
            all == 0 ? double.NaN : (double)(TruePositives + TrueNegatives) / all,
            (sensitivity + specificity) / 2,
            sensitivity,
            specificity,
            Rate(TruePositives, TruePositives + FalsePositives),
            Rate(TrueNegatives, TrueNegatives + FalseNegatives));
    }

    private static double Rate(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
