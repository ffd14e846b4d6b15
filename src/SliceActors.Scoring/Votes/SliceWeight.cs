using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;

namespace SliceActors.Scoring.Votes;

/// <summary>What a slice position weighs in a vote.</summary>
/// <param name="Slice">Absolute position.</param>
/// <param name="Rate">Its balanced accuracy or accuracy (see <see cref="VoteWeights"/>) on the rows that weigh.</param>
/// <param name="Weight">Its share of the vote; the shares of all slices add up to 1, 0 for a slice that takes no part.</param>
internal readonly record struct SliceWeight(SliceIndex Slice, double Rate, double Weight);
