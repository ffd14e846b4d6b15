using System.Collections.Immutable;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Rows;
using SliceActors.Scoring.Votes;

namespace SliceActors.Scoring.Predictions;

/// <summary>The vote of a fold on the people that weigh its slices.</summary>
/// <param name="Images">Its answers.</param>
/// <param name="Shares">What each slice position weighs; the shares add up to 1, 0 for a slice that takes no part.</param>
public sealed record WeighedVote(ImmutableArray<ImageLevelRow> Images, ImmutableSortedDictionary<SliceIndex, double> Shares)
{
    /// <summary>Votes.</summary>
    /// <param name="validation">Answers to the validation set.</param>
    /// <param name="vote">How slices are combined.</param>
    /// <exception cref="BadInputException">The table is not complete.</exception>
    public static WeighedVote Of(SliceLevelTable validation, VoteSpec vote)
    {
        var result = SliceVote.Of(validation, validation, vote);
        return new WeighedVote(result.Images, result.Weights.ToImmutableSortedDictionary(weight => weight.Slice, weight => weight.Weight));
    }
}
