namespace SliceActors.Learning.Logs;

/// <summary>One evaluation of a network, as the training log shows it.</summary>
/// <param name="Epoch">Epoch, from 0.</param>
/// <param name="Iteration">Batch within the epoch after which it was evaluated, from 0.</param>
/// <param name="Seconds">Time since the training of this network began.</param>
/// <param name="BalancedAccuracyTrain">Balanced accuracy on the slices of the training set; null for an autoencoder, NaN when undefined.</param>
/// <param name="LossTrain">Mean loss on the training set.</param>
/// <param name="BalancedAccuracyValidation">Balanced accuracy on the slices of the validation set; null for an autoencoder, NaN when undefined.</param>
/// <param name="LossValidation">Mean loss on the validation set.</param>
internal sealed record TrainingLogRow(
    int Epoch,
    int Iteration,
    double Seconds,
    double? BalancedAccuracyTrain,
    double LossTrain,
    double? BalancedAccuracyValidation,
    double LossValidation);
