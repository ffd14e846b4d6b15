namespace SliceActors.Studies.Prediction;

/// <summary>By whom the slices of a fold's vote are weighed when it is applied to new images.</summary>
public enum Weighing
{
    /// <summary>By the validation set of the fold, as in the training.</summary>
    Fold,

    /// <summary>
    /// By the validation sets of all other folds, each answered by the networks of its own: many more people, whom the epochs of this fold's networks were not chosen by.
    /// </summary>
    OtherFolds,
}
