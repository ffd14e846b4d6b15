using SliceActors.Runs.Ids;

namespace SliceActors.Runs.Queries;

/// <summary>What the autoencoder of a fold came to: its best epoch by validation loss.</summary>
/// <param name="Fold">The fold.</param>
/// <param name="Epoch">The best epoch, 0-based.</param>
/// <param name="EpochsTrained">Number of epochs trained.</param>
/// <param name="TrainLoss">Mean squared error on the training set, as that epoch reported it: after it, or in the course of it.</param>
/// <param name="ValidationLoss">Mean squared error on the validation set after that epoch.</param>
public sealed record FoldReconstruction(FoldIndex Fold, int Epoch, int EpochsTrained, double TrainLoss, double ValidationLoss);
