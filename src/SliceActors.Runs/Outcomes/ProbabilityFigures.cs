namespace SliceActors.Runs.Outcomes;

/// <summary>How much the probabilities of class 1 are worth that one vote gives to a set of sessions.</summary>
/// <param name="AveragePrecision">Average precision.</param>
/// <param name="BrierScore">Brier score.</param>
/// <param name="CalibrationIntercept">Calibration in the large: 0 when the mean probability fits, above 0 when probabilities are too low.</param>
/// <param name="CalibrationSlope">Calibration slope: 1 when it fits, below 1 when probabilities are too extreme; not defined when they separate the classes wholly.</param>
public sealed record ProbabilityFigures(EstimatedFigure AveragePrecision, EstimatedFigure BrierScore, EstimatedFigure CalibrationIntercept, EstimatedFigure CalibrationSlope);
