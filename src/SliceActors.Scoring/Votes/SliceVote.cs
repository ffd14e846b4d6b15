using System.Collections.Immutable;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Measures;
using SliceActors.Scoring.Numbers;
using SliceActors.Scoring.Rows;

namespace SliceActors.Scoring.Votes;

/// <summary>
/// Combines the slices of each session into one answer: the weighted mean of their probabilities, each slice position weighing how well it classifies a set
/// of sessions whose labels are known. Slices are matched by their id, never by their position in a table.
/// </summary>
internal static class SliceVote
{
    /// <summary>Votes on each session of a table.</summary>
    /// <param name="scored">Rows to score; true labels may be absent.</param>
    /// <param name="weighing">
    /// Rows that weigh, with true labels. Training sessions are weighed by themselves, validation sessions too, sessions of any other set by the validation set.
    /// </param>
    /// <param name="vote">What a slice weighs and when it takes part.</param>
    /// <exception cref="BadInputException">Slices are missing or repeated, a probability is not a number, a row that weighs has no true label, or a session has two.</exception>
    public static VoteResult Of(SliceLevelTable scored, SliceLevelTable weighing, VoteSpec vote)
    {
        ArgumentNullException.ThrowIfNull(scored);
        ArgumentNullException.ThrowIfNull(weighing);
        ArgumentNullException.ThrowIfNull(vote);
        var findings = new List<Finding>();
        var grid = SliceGrid.Of(scored, findings);
        var weighingGrid = ReferenceEquals(scored, weighing) ? grid : SliceGrid.Of(weighing, findings);
        CompareSlices(scored, grid, weighing, weighingGrid, findings);
        RequireLabels(weighing, findings);
        if (findings.Count > 0)
        {
            throw new BadInputException(findings);
        }

        var (rates, votes) = Weigh(weighingGrid, vote);
        string? warning = null;
        if (votes.Length > 0 && votes.All(v => v == 0))
        {
            Array.Fill(votes, 1);
            warning = Warning(weighing, vote);
        }

        var sum = (double)votes.Sum();
        var weights = ImmutableArray.CreateBuilder<SliceWeight>(votes.Length);
        for (var s = 0; s < votes.Length; s++)
        {
            weights.Add(new SliceWeight(weighingGrid.Slices[s], rates[s], votes[s] / sum));
        }

        return new VoteResult(Average(grid, votes, sum), weights.MoveToImmutable(), warning);
    }

    /// <summary>
    /// Rate of each slice, and a whole number in proportion to it. As each session has each slice, the rates of all slices have one denominator, and
    /// whole numbers weigh the same as the rates while sums of them keep ties exact.
    /// </summary>
    private static (double[] Rates, long[] Votes) Weigh(SliceGrid grid, VoteSpec vote)
    {
        var (rates, votes) = (new double[grid.Slices.Length], new long[grid.Slices.Length]);
        for (var s = 0; s < rates.Length; s++)
        {
            var counts = default(ConfusionCounts);
            for (var i = 0; i < grid.Sessions.Length; i++)
            {
                var row = grid.At(i, s);
                counts = counts.With(row.TrueLabel!.Value, row.PredictedLabel);
            }

            (rates[s], votes[s]) = Weigh(counts, vote);
        }

        return (rates, votes);
    }

    /// <summary>Rate of a slice, and a whole number in proportion to it among slices with the same sessions; 0 when it does not pass the threshold.</summary>
    /// <param name="counts">How it classifies the sessions that weigh.</param>
    /// <param name="vote">What a slice weighs and when it takes part.</param>
    public static (double Rate, long Votes) Weigh(ConfusionCounts counts, VoteSpec vote)
    {
        var metrics = counts.ToMetrics();
        return vote.Weights switch
        {
            VoteWeights.BalancedAccuracy => (metrics.BalancedAccuracy, metrics.BalancedAccuracy > vote.SelectionThreshold ? BalancedVotes(counts) : 0),
            VoteWeights.Accuracy => (metrics.Accuracy, metrics.Accuracy >= vote.SelectionThreshold ? counts.TruePositives + counts.TrueNegatives : 0),
            _ => throw new ArgumentOutOfRangeException(nameof(vote), vote.Weights, null),
        };
    }

    /// <summary>2 · balanced accuracy · positives · negatives; an absent class contributes a rate of 0 and the factor 1.</summary>
    private static long BalancedVotes(ConfusionCounts counts) =>
        (counts.TruePositives * Math.Max(counts.Negatives, 1)) + (counts.TrueNegatives * Math.Max(counts.Positives, 1));

    private static ImmutableArray<ImageLevelRow> Average(SliceGrid grid, long[] votes, double sum)
    {
        var images = ImmutableArray.CreateBuilder<ImageLevelRow>(grid.Sessions.Length);
        for (var i = 0; i < grid.Sessions.Length; i++)
        {
            var (sum0, sum1) = (0.0, 0.0);
            for (var s = 0; s < votes.Length; s++)
            {
                var row = grid.At(i, s);
                sum0 += (double)votes[s] * row.Proba0;
                sum1 += (double)votes[s] * row.Proba1;
            }

            var (participant, session) = grid.Sessions[i];
            images.Add(new ImageLevelRow(participant, session, grid.At(i, 0).TrueLabel, sum1 > sum0 ? 1 : 0, sum0 / sum, sum1 / sum));
        }

        return images.MoveToImmutable();
    }

    private static void CompareSlices(SliceLevelTable scored, SliceGrid grid, SliceLevelTable weighing, SliceGrid weighingGrid, List<Finding> findings)
    {
        var unweighed = grid.Slices.ToArray().Except(weighingGrid.Slices.ToArray()).ToList();
        if (unweighed.Count > 0)
        {
            findings.Add(new Finding(weighing.Source, null, $"{SliceGrid.Named(unweighed)} missing", $"{scored.Source} has them and needs their weights"));
        }

        var unscored = weighingGrid.Slices.ToArray().Except(grid.Slices.ToArray()).ToList();
        if (unscored.Count > 0)
        {
            findings.Add(new Finding(scored.Source, null, $"{SliceGrid.Named(unscored)} missing", $"{weighing.Source} has weights for them"));
        }
    }

    private static void RequireLabels(SliceLevelTable weighing, List<Finding> findings)
    {
        var unlabelled = weighing.Rows.Count(row => row.TrueLabel is null);
        if (unlabelled > 0)
        {
            findings.Add(new Finding(weighing.Source, null, $"{unlabelled} rows without a true label", "rows that weigh the slices of a vote need one"));
        }
    }

    private static string Warning(SliceLevelTable weighing, VoteSpec vote) => vote.Weights == VoteWeights.BalancedAccuracy
        ? $"No slice has a balanced accuracy above {PythonNumber.Format(vote.SelectionThreshold)} on {weighing.Source}: all slices weigh the same in the vote."
        : $"No slice has an accuracy above 0 and not below {PythonNumber.Format(vote.SelectionThreshold)} on {weighing.Source}: all slices weigh the same in the vote.";
}
