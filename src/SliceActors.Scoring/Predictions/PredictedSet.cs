using System.Collections.Immutable;
using SliceActors.Scoring.Folds;
using SliceActors.Scoring.HeldOut;
using SliceActors.Scoring.Rows;

namespace SliceActors.Scoring.Predictions;

/// <summary>What the trained networks of a fold say about new images.</summary>
/// <param name="SliceRows">Slice-level predictions, network after network; within a network in session order, then slices ascending.</param>
/// <param name="Images">Image-level predictions, sorted by participant, then session (ordinal).</param>
/// <param name="Scores">How good they are; null when labels are not known.</param>
/// <param name="Figures">The same with intervals by participant; null when labels are not known.</param>
/// <param name="Warning">What a reader of the images has to know, in one sentence; null when there is nothing.</param>
public sealed record PredictedSet(IReadOnlyList<SliceLevelRow> SliceRows, ImmutableArray<ImageLevelRow> Images, SetScores? Scores, HeldOutFigures? Figures, string? Warning);
