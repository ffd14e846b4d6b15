namespace SliceActors.Runs.Specs;

/// <summary>What the figures of the training set, in an epoch's row of <c>training.tsv</c>, are taken from.</summary>
public enum TrainMetrics
{
    /// <summary>An evaluation of the whole set after each epoch, in evaluation mode, as version 0.1.0 took them.</summary>
    Evaluation = 0,

    /// <summary>The training pass itself: the items as they were drawn and transformed, each by the weights of its moment. The set is evaluated only where the epoch is the best so far.</summary>
    Pass = 1,
}
