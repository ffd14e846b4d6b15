using System.Collections.Immutable;
using SliceActors.Cohorts.Reading;
using SliceActors.Runs.Plans;

namespace SliceActors.Studies.Submission;

/// <summary>What a spec means on the data.</summary>
/// <param name="Folds">Who is in each fold, as the tables say.</param>
/// <param name="Plan">The same for the networks, with images and slices.</param>
public sealed record PlannedStudy(ImmutableArray<FoldSessions> Folds, RunPlan Plan);
