namespace SliceActors.Runs.Outcomes;

/// <summary>Figures of predicted probabilities of class 1, each with its confidence interval; the rows of the extended metrics tables.</summary>
/// <param name="Auc">Area under the receiver operating characteristic curve.</param>
/// <param name="AveragePrecision">Precision, weighted by the recall that each threshold adds.</param>
/// <param name="BrierScore">Mean squared difference of probability and class.</param>
/// <param name="ExpectedCalibrationError">Mean difference of probability and frequency over ten bins.</param>
public readonly record struct ProbabilityMetrics(
    MetricEstimate Auc,
    MetricEstimate AveragePrecision,
    MetricEstimate BrierScore,
    MetricEstimate ExpectedCalibrationError);
