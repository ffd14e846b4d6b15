using SliceActors.Scoring.HeldOut;

namespace SliceActors.Scoring.Subgroups;

/// <summary>Some of the people of a group.</summary>
/// <param name="Column">What they have in common: <c>sex</c>, <c>age</c>, <c>site</c> or <c>session</c>.</param>
/// <param name="Name">Which of them these are.</param>
/// <param name="Held">What predictions on them are worth.</param>
public sealed record Subgroup(string Column, string Name, HeldOutFigures Held);
