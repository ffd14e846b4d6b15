namespace SliceActors.Scoring.Baselines;

/// <summary>The words that tables use for baselines.</summary>
public static class BaselineTerms
{
    /// <summary><c>majority</c>, <c>covariates</c> or <c>voxels</c>.</summary>
    public static string Term(this BaselineKind value) => value switch
    {
        BaselineKind.Majority => "majority",
        BaselineKind.Covariates => "covariates",
        BaselineKind.Voxels => "voxels",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };
}
