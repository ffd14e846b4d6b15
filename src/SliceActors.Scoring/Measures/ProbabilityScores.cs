namespace SliceActors.Scoring.Measures;

/// <summary>Figures of predicted probabilities of class 1 on one set of examples; see <see cref="RankedExamples"/> for their definitions.</summary>
/// <param name="Auc">Area under the receiver operating characteristic curve.</param>
/// <param name="AveragePrecision">Average precision.</param>
/// <param name="BrierScore">Brier score.</param>
/// <param name="ExpectedCalibrationError">Expected calibration error.</param>
internal readonly record struct ProbabilityScores(double Auc, double AveragePrecision, double BrierScore, double ExpectedCalibrationError);
