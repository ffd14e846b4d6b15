using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;

namespace SliceActors.Scoring.Estimates;

/// <summary>What one slice position alone tells, as a mean over the folds.</summary>
/// <param name="Selection">How the epochs of its networks were chosen.</param>
/// <param name="Slice">Its position in the volume.</param>
/// <param name="Auc">Area under the ROC curve with its 95 % confidence interval; NaN where no fold has one.</param>
public readonly record struct SliceMean(Selection Selection, SliceIndex Slice, Interval Auc);
