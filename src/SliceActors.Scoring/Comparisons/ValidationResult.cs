using System.Collections.Immutable;
using SliceActors.Runs.Outcomes;

namespace SliceActors.Scoring.Comparisons;

/// <summary>The validation sets of a training.</summary>
/// <param name="Name">What the training is called beside others.</param>
/// <param name="Source">Its folder: findings begin with it.</param>
/// <param name="Labels">The labels that its networks tell apart.</param>
/// <param name="Folds">Its folds that are over, ascending.</param>
/// <param name="Caveats">What its figures are not free of.</param>
public sealed record ValidationResult(string Name, string Source, ImmutableArray<string> Labels, ImmutableArray<ValidationFold> Folds, EstimateCaveats Caveats);
