using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;

namespace SliceActors.Scoring.Estimates;

/// <summary>What one slice position alone tells of the people of a fold's validation set, by leave-pair-out.</summary>
/// <param name="Selection">How the epochs of its network were chosen.</param>
/// <param name="Slice">Its position in the volume.</param>
/// <param name="Auc">Area under the ROC curve of its answers; NaN where it has no figure.</param>
/// <param name="AucVariance">Its variance; NaN where it is not known.</param>
/// <param name="Sensitivity">Share of the pairs whose session of class 1 it calls 1.</param>
/// <param name="Specificity">Share of the pairs whose session of class 0 it calls 0.</param>
/// <param name="Pairs">Pairs that count.</param>
/// <param name="SkippedPairs">Pairs that could not be judged.</param>
/// <param name="Positives">People of class 1.</param>
/// <param name="Negatives">People of class 0.</param>
/// <param name="Missing">Why it has no figure; empty where it has.</param>
public readonly record struct SliceFigures(
    Selection Selection,
    SliceIndex Slice,
    double Auc,
    double AucVariance,
    double Sensitivity,
    double Specificity,
    int Pairs,
    int SkippedPairs,
    int Positives,
    int Negatives,
    string Missing);
