using System.Collections.Immutable;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Scoring.Folds;

/// <summary>The merged result of a fold.</summary>
/// <param name="NetworkType">What was trained.</param>
/// <param name="Sets">One entry per selection and set, in that order; empty for an autoencoder or when every network failed.</param>
/// <param name="MissingUnits">Units without an outcome, in the order of the plan.</param>
/// <param name="LeakedParticipants">Participants that are in training and validation; sorted.</param>
/// <param name="Summary">What the run remembers of the fold.</param>
public sealed record FoldResult(
    NetworkType NetworkType,
    ImmutableArray<SetResult> Sets,
    ImmutableArray<TrainingUnit> MissingUnits,
    ImmutableArray<string> LeakedParticipants,
    FoldSummary Summary);
