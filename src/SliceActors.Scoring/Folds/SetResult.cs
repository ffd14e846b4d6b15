using System.Collections.Immutable;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Rows;

namespace SliceActors.Scoring.Folds;

/// <summary>The results of a fold for one selection and one set.</summary>
/// <param name="Selection">How the epoch of each network was chosen.</param>
/// <param name="Subset">The set.</param>
/// <param name="SliceRows">
/// Slice-level predictions, network after network; within a network in session order of the set, then slices ascending. A view of the outcomes, not a copy.
/// </param>
/// <param name="Images">Image-level predictions, sorted by participant, then session (ordinal).</param>
/// <param name="Scores">How good they are.</param>
public sealed record SetResult(
    Selection Selection,
    DataSubset Subset,
    IReadOnlyList<SliceLevelRow> SliceRows,
    ImmutableArray<ImageLevelRow> Images,
    SetScores Scores);
