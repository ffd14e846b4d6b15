using System.Collections.Immutable;
using SliceActors.Learning.Logs;
using SliceActors.Learning.Objectives;
using SliceActors.Runs.Outcomes;

namespace SliceActors.Learning.Progress;

/// <summary>What one epoch adds to what a unit knows.</summary>
/// <param name="Train">Its predictions on the training set, which an epoch that is the best so far has to have; null for an autoencoder.</param>
/// <param name="Validation">Its evaluation on the validation set.</param>
/// <param name="Log">Its rows of <c>training.tsv</c>.</param>
/// <param name="Duration">Time it took.</param>
/// <param name="Model">Seal of the file that holds the network after it; null when there is none, as after an epoch that is not the best so far.</param>
internal sealed record EpochResult(
    SetPredictions? Train,
    SetEvaluation Validation,
    ImmutableArray<TrainingLogRow> Log,
    TimeSpan Duration,
    FileSeal? Model);
