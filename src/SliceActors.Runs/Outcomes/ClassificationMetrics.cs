namespace SliceActors.Runs.Outcomes;

/// <summary>Metrics of a binary classification, class 1 positive; the columns of the metrics tables.</summary>
/// <param name="Accuracy">(TP + TN) / all; NaN for an empty set.</param>
/// <param name="BalancedAccuracy">(sensitivity + specificity) / 2.</param>
/// <param name="Sensitivity">TP / (TP + FN); 0 when undefined.</param>
/// <param name="Specificity">TN / (TN + FP); 0 when undefined.</param>
/// <param name="PositivePredictiveValue">TP / (TP + FP); 0 when undefined.</param>
/// <param name="NegativePredictiveValue">TN / (TN + FN); 0 when undefined.</param>
public readonly record struct ClassificationMetrics(
    double Accuracy,
    double BalancedAccuracy,
    double Sensitivity,
    double Specificity,
    double PositivePredictiveValue,
    double NegativePredictiveValue);
