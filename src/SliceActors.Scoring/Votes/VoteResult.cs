using System.Collections.Immutable;
using SliceActors.Scoring.Rows;

namespace SliceActors.Scoring.Votes;

/// <summary>The outcome of a vote.</summary>
/// <param name="Images">One row per session, sorted by participant, then session (ordinal).</param>
/// <param name="Weights">One entry per slice position, ascending.</param>
/// <param name="Warning">What a reader of the images has to know, in one sentence; null when there is nothing.</param>
internal sealed record VoteResult(ImmutableArray<ImageLevelRow> Images, ImmutableArray<SliceWeight> Weights, string? Warning);
