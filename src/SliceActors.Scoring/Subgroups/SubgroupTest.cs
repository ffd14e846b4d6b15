namespace SliceActors.Scoring.Subgroups;

/// <summary>Whether predictions are worth the same in all subgroups of a column.</summary>
/// <param name="Column">The column.</param>
/// <param name="AucP">p of the hypothesis that all have one AUC; NaN where fewer than two have an AUC whose error is known.</param>
/// <param name="BalancedAccuracyP">p of the hypothesis that all have one balanced accuracy; NaN where fewer than two have one.</param>
public sealed record SubgroupTest(string Column, double AucP, double BalancedAccuracyP);
