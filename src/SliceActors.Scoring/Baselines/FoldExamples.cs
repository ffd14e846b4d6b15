using System.Collections.Immutable;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Scoring.Folds;

namespace SliceActors.Scoring.Baselines;

/// <summary>Who a baseline learns from and who it is judged by: the people of a fold, as for the networks.</summary>
/// <param name="Fold">The fold.</param>
/// <param name="Train">Images of the training set: rows of the study's list of images.</param>
/// <param name="Labels">Class of each.</param>
/// <param name="Participants">Participant of each.</param>
/// <param name="Validation">Images of the validation set.</param>
/// <param name="Sessions">Who is on them.</param>
internal sealed record FoldExamples(
    FoldIndex Fold,
    int[] Train,
    int[] Labels,
    string[] Participants,
    int[] Validation,
    ImmutableArray<ScoredSession> Sessions)
{
    /// <summary>The people of a fold.</summary>
    /// <param name="plan">The plan of the study.</param>
    /// <param name="fold">The fold.</param>
    public static FoldExamples Of(RunPlan plan, FoldPlan fold) => new(
        fold.Fold,
        [.. fold.Train.Select(session => session.Image)],
        [.. fold.Train.Select(session => session.Label)],
        [.. fold.Train.Select(session => plan.Images[session.Image].ParticipantId)],
        [.. fold.Validation.Select(session => session.Image)],
        [.. fold.Validation.Select(session => new ScoredSession(plan.Images[session.Image].ParticipantId, plan.Images[session.Image].SessionId, session.Label))]);
}
