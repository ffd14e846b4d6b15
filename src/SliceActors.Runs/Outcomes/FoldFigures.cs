using SliceActors.Runs.Specs;

namespace SliceActors.Runs.Outcomes;

/// <summary>Image-level figures of the validation set of one fold.</summary>
/// <param name="Kind">How they came about.</param>
/// <param name="Selection">How epochs were chosen; null where none was.</param>
/// <param name="Auc">Area under the ROC curve: the share of pairs (a session of class 1, one of class 0) in the right order, ties one half.</param>
/// <param name="AucVariance">Its variance (DeLong), the participant being the unit; NaN when a class has fewer than two people.</param>
/// <param name="Sensitivity">Share of pairs, or of sessions, whose session of class 1 is called 1.</param>
/// <param name="Specificity">Share of pairs, or of sessions, whose session of class 0 is called 0.</param>
/// <param name="Pairs">Pairs that count.</param>
/// <param name="SkippedPairs">Pairs that do not, since nobody of one class is left without their people.</param>
/// <param name="EqualWeightPairs">Pairs that count and for which no slice passed the threshold, so that all weigh the same; 0 where no pair is left out.</param>
/// <param name="Missing">Why there are no figures (all are NaN then), in a few words; null when there are.</param>
public sealed record FoldFigures(
    EstimateKind Kind,
    Selection? Selection,
    double Auc,
    double AucVariance,
    double Sensitivity,
    double Specificity,
    int Pairs,
    int SkippedPairs,
    int EqualWeightPairs,
    string? Missing = null)
{
    /// <summary>Figures of the vote's probabilities; null where each pair has a vote of its own, and in results of earlier versions.</summary>
    public ProbabilityFigures? Probabilities { get; init; }

    /// <summary>Mean of sensitivity and specificity.</summary>
    public double BalancedAccuracy => (Sensitivity + Specificity) / 2;

    /// <summary>No figures.</summary>
    /// <param name="kind">What there should be.</param>
    /// <param name="selection">How epochs would have been chosen.</param>
    /// <param name="reason">Why there are none.</param>
    /// <param name="skippedPairs">Pairs that could not be judged.</param>
    public static FoldFigures None(EstimateKind kind, Selection? selection, string reason, int skippedPairs = 0) =>
        new(kind, selection, double.NaN, double.NaN, double.NaN, double.NaN, 0, skippedPairs, 0, reason);
}
