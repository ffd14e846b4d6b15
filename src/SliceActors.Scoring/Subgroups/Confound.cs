namespace SliceActors.Scoring.Subgroups;

/// <summary>Whether the answer follows something else than the label: a linear model of the probability of class 1 by the label, with and without a covariate.</summary>
/// <param name="Column">The covariate: <c>age</c>, <c>sex</c> or <c>site</c>.</param>
/// <param name="People">People of whom it is known.</param>
/// <param name="Explained">Share of what the label leaves unexplained that the covariate explains (partial R²), 0 to 1.</param>
/// <param name="P">p of the hypothesis that it explains nothing (F test).</param>
public sealed record Confound(string Column, int People, double Explained, double P);
