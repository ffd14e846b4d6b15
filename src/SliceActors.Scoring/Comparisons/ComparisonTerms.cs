namespace SliceActors.Scoring.Comparisons;

/// <summary>The words that tables use for comparisons.</summary>
public static class ComparisonTerms
{
    /// <summary><c>auc</c>, <c>balanced_accuracy</c> or <c>calls</c>.</summary>
    public static string Term(this ComparedFigure value) => value switch
    {
        ComparedFigure.Auc => "auc",
        ComparedFigure.BalancedAccuracy => "balanced_accuracy",
        ComparedFigure.Calls => "calls",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };

    /// <summary><c>delong</c>, <c>nadeau_bengio</c>, <c>bootstrap</c> or <c>mcnemar</c>.</summary>
    public static string Term(this ComparisonMethod value) => value switch
    {
        ComparisonMethod.DeLong => "delong",
        ComparisonMethod.NadeauBengio => "nadeau_bengio",
        ComparisonMethod.Bootstrap => "bootstrap",
        ComparisonMethod.McNemar => "mcnemar",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };
}
