using SliceActors.Learning.Objectives;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Progress;

/// <summary>The best epoch so far by one selection rule.</summary>
/// <param name="Selection">The rule.</param>
/// <param name="Epoch">0-based.</param>
/// <param name="Score">Its score on the validation set.</param>
/// <param name="Model">Seal of its checkpoint, which becomes the model file.</param>
/// <param name="Train">Its predictions on the training set; null for an autoencoder.</param>
/// <param name="Validation">Its predictions on the validation set; null for an autoencoder.</param>
internal sealed record BestNetwork(
    Selection Selection,
    int Epoch,
    EpochScore Score,
    FileSeal Model,
    SetPredictions? Train,
    SetPredictions? Validation);
