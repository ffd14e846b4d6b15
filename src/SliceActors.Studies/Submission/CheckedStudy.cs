using System.Collections.Immutable;
using SliceActors.Cohorts.Reading;
using SliceActors.Imaging.Slices;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Transfer;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Studies.Submission;

/// <summary>A study that was found in order, with everything that was found on the way.</summary>
/// <param name="Spec">Everything the user said, nothing left to guess but the threads of the machine.</param>
/// <param name="Architecture">The network that it names.</param>
/// <param name="Folds">Who is in each fold, as the tables say.</param>
/// <param name="Plan">What it means on the data.</param>
/// <param name="Transfer">The files that its networks start from; null without transfer learning.</param>
public sealed record CheckedStudy(RunSpec Spec, Architecture Architecture, ImmutableArray<FoldSessions> Folds, RunPlan Plan, TransferManifest? Transfer)
{
    /// <summary>How its slices are prepared.</summary>
    public SlicePreparation Preparation => StudyPlanner.Preparation(Spec, Plan.Slices);
}
