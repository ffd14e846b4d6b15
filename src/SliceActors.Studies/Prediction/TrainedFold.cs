using System.Collections.Immutable;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Rows;

namespace SliceActors.Studies.Prediction;

/// <summary>The trained networks of a fold by one selection.</summary>
/// <param name="Fold">The fold.</param>
/// <param name="Selection">How their epochs were chosen.</param>
/// <param name="Networks">Slices and model file of each network, ascending; one that failed in training is not there.</param>
/// <param name="Validation">Their predictions on the validation set.</param>
public sealed record TrainedFold(
    FoldIndex Fold,
    Selection Selection,
    ImmutableArray<(SliceRange Slices, string ModelFile)> Networks,
    SliceLevelTable Validation)
{
    /// <summary>Predictions that weigh the slices of the vote: those on the validation set, unless something else is asked for.</summary>
    public SliceLevelTable Weighs { get; init; } = Validation;
}
