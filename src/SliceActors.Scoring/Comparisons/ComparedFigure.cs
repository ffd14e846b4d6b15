namespace SliceActors.Scoring.Comparisons;

/// <summary>What two results are compared in.</summary>
public enum ComparedFigure
{
    /// <summary>Area under the ROC curve.</summary>
    Auc,

    /// <summary>Mean of sensitivity and specificity.</summary>
    BalancedAccuracy,

    /// <summary>Number of people whom the one result calls rightly in more of their sessions than the other.</summary>
    Calls,
}
