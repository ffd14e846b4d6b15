namespace SliceActors.Scoring.Curves;

/// <summary>A point of a ROC curve.</summary>
/// <param name="Threshold">Sessions with this probability or a greater one are called 1; NaN where none are, and on the mean of curves.</param>
/// <param name="FalsePositiveRate">Share of the sessions of class 0 that are called 1.</param>
/// <param name="Sensitivity">Share of the sessions of class 1 that are called 1: recall.</param>
public readonly record struct CurvePoint(double Threshold, double FalsePositiveRate, double Sensitivity);
