using System.Collections.Immutable;
using SliceActors.Runs.Ids;
using SliceActors.Scoring.Estimates;

namespace SliceActors.Scoring.Baselines;

/// <summary>How well a baseline tells the people of validation sets apart. Nothing was chosen by them.</summary>
/// <param name="Kind">The baseline.</param>
/// <param name="Fold">The fold; null for the mean over the folds that have figures.</param>
/// <param name="Folds">These folds.</param>
/// <param name="Positives">People of class 1.</param>
/// <param name="Negatives">People of class 0.</param>
/// <param name="Figures">The figures.</param>
/// <param name="Missing">Why there are none; null when there are.</param>
public sealed record BaselineFigures(
    BaselineKind Kind,
    FoldIndex? Fold,
    ImmutableArray<FoldIndex> Folds,
    int Positives,
    int Negatives,
    ImageLevelFigures Figures,
    string? Missing);
