using SliceActors.Runs.Outcomes;

namespace SliceActors.Learning.Objectives;

/// <summary>A network's answers on a whole set, and what they are worth.</summary>
/// <param name="Score">Mean loss and balanced accuracy.</param>
/// <param name="Predictions">The answers, in the order of the set; null for an autoencoder.</param>
internal sealed record SetEvaluation(EpochScore Score, SetPredictions? Predictions);
