using System.Collections.Immutable;
using SliceActors.Scoring.Rows;

namespace SliceActors.Scoring.Comparisons;

/// <summary>Predictions of one set that no network learned from.</summary>
/// <param name="Name">What they are called beside others.</param>
/// <param name="Source">Where they come from: findings begin with it.</param>
/// <param name="Rows">One row for each session, with its class.</param>
public sealed record HeldOutResult(string Name, string Source, ImmutableArray<ImageLevelRow> Rows);
