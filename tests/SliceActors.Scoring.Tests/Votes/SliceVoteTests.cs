using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Rows;
using SliceActors.Scoring.Votes;

namespace SliceActors.Scoring.Tests.Votes;

public class SliceVoteTests
{
    private static readonly VoteSpec Documented = new();

    [Fact]
    public void A_slice_weighs_its_balanced_accuracy()
    {
        // Slice 1: sensitivity 1, specificity 1/2 → 0.75. Slice 2: sensitivity 0, specificity 1/2 → 0.25.
        var table = Table(
            Row("sub-a", 1, 1, 1, 0.9f), Row("sub-a", 2, 1, 0, 0.1f),
            Row("sub-b", 1, 0, 0, 0.4f), Row("sub-b", 2, 0, 0, 0.2f),
            Row("sub-c", 1, 0, 1, 0.7f), Row("sub-c", 2, 0, 1, 0.8f));
        var result = SliceVote.Of(table, table, Documented);
        Assert.Equal([0.75, 0.25], result.Weights.Select(w => w.Rate));
        Assert.Equal([0.75, 0.25], result.Weights.Select(w => w.Weight));
        Assert.Equal((0.75 * 0.9f) + (0.25 * 0.1f), result.Images[0].Proba1, 1e-15);
        Assert.Equal([1, 0, 1], result.Images.Select(i => i.PredictedLabel));
    }

    [Fact]
    public void Balanced_accuracy_must_be_greater_than_the_threshold_and_accuracy_not_below_it()
    {
        // Balanced accuracy and accuracy of slice 1 are 1, those of slice 2 are 0.5.
        var table = Table(Row("sub-a", 1, 1, 1, 0.6f), Row("sub-a", 2, 1, 0, 0.1f), Row("sub-b", 1, 0, 0, 0.4f), Row("sub-b", 2, 0, 0, 0.1f));
        Assert.Equal([1.0, 0], Weights(VoteWeights.BalancedAccuracy, 0.5));
        Assert.Equal([2.0 / 3, 1.0 / 3], Weights(VoteWeights.Accuracy, 0.5));

        IEnumerable<double> Weights(VoteWeights weights, double threshold) =>
            SliceVote.Of(table, table, new VoteSpec { Weights = weights, SelectionThreshold = threshold }).Weights.Select(w => w.Weight);
    }

    [Theory]
    [InlineData(VoteWeights.BalancedAccuracy, "No slice has a balanced accuracy above 1.0 on the set: all slices weigh the same in the vote.")]
    [InlineData(VoteWeights.Accuracy, "No slice has an accuracy above 0 and not below 1.0 on the set: all slices weigh the same in the vote.")]
    public void When_every_slice_is_dropped_all_weigh_the_same_and_a_warning_says_so(VoteWeights weights, string warning)
    {
        var table = Table(Row("sub-a", 1, 1, 1, 0.6f), Row("sub-a", 2, 1, 1, 0.8f), Row("sub-b", 1, 0, 1, 0.7f), Row("sub-b", 2, 0, 1, 0.9f));
        var result = SliceVote.Of(table, table, new VoteSpec { Weights = weights, SelectionThreshold = 1 });
        Assert.Equal(warning, result.Warning);
        Assert.Equal([0.5, 0.5], result.Weights.Select(w => w.Weight));
    }

    [Fact]
    public void A_tie_is_class_0()
    {
        // Three slices of rate 2/3, which no double holds exactly, and probabilities that balance.
        var table = Table(
            Row("sub-a", 1, 1, 1, 0.25f), Row("sub-a", 2, 1, 1, 0.75f), Row("sub-a", 3, 1, 1, 0.5f),
            Row("sub-b", 1, 1, 1, 0.75f), Row("sub-b", 2, 1, 1, 0.5f), Row("sub-b", 3, 1, 1, 0.25f),
            Row("sub-c", 1, 1, 0, 0.5f), Row("sub-c", 2, 1, 0, 0.25f), Row("sub-c", 3, 1, 0, 0.75f));
        Assert.All(SliceVote.Of(table, table, new VoteSpec { Weights = VoteWeights.Accuracy }).Images, image =>
        {
            Assert.Equal(0.5, image.Proba0);
            Assert.Equal(0.5, image.Proba1);
            Assert.Equal(0, image.PredictedLabel);
        });
    }

    [Fact]
    public void Slices_are_matched_by_their_id_and_not_by_their_position()
    {
        var rows = new[] { Row("sub-a", 1, 1, 1, 0.9f), Row("sub-a", 2, 1, 0, 0.1f), Row("sub-b", 1, 0, 0, 0.4f), Row("sub-b", 2, 0, 1, 0.8f) };
        var weighing = Table(rows);
        var inOrder = SliceVote.Of(Table(rows), weighing, Documented);
        var shuffled = SliceVote.Of(Table(rows[1], rows[0], rows[2], rows[3]), weighing, Documented);
        Assert.Equal(inOrder.Images.AsEnumerable(), shuffled.Images);
    }

    [Fact]
    public void Missing_and_repeated_slices_are_named_all_at_once()
    {
        var scored = new SliceLevelTable("test.tsv", [Row("sub-a", 1, null, 1, 0.9f), Row("sub-a", 1, null, 1, 0.8f), Row("sub-a", 2, null, 0, 0.1f), Row("sub-b", 1, null, 0, 0.4f)]);
        var weighing = new SliceLevelTable("validation.tsv", [Row("sub-c", 1, 1, 1, 0.9f), Row("sub-c", 3, null, 1, 0.9f)]);
        var error = Assert.Throws<BadInputException>(() => SliceVote.Of(scored, weighing, Documented));
        Assert.Equal(
            [
                "test.tsv: sub-a ses-M00: slice 1 more than once; each session has each slice exactly once",
                "test.tsv: sub-b ses-M00: slice 2 missing; each session has each slice exactly once",
                "validation.tsv: sub-c ses-M00 has more than one true label; all slices of a session have the same one",
                "validation.tsv: slice 2 missing; test.tsv has them and needs their weights",
                "test.tsv: slice 3 missing; validation.tsv has weights for them",
                "validation.tsv: 1 rows without a true label; rows that weigh the slices of a vote need one",
            ],
            error.Findings.Select(f => f.ToString()));
    }

    [Fact]
    public void A_probability_that_is_no_number_takes_part_in_no_vote()
    {
        var scored = new SliceLevelTable("test.tsv", [Row("sub-a", 1, null, 0, float.NaN), Row("sub-a", 2, null, 0, 0.1f), Row("sub-b", 1, null, 0, 0.4f), Row("sub-b", 2, null, 0, float.PositiveInfinity)]);
        var weighing = Table(Row("sub-c", 1, 1, 1, 0.9f), Row("sub-c", 2, 1, 1, 0.9f));
        var error = Assert.Throws<BadInputException>(() => SliceVote.Of(scored, weighing, Documented));
        Assert.Equal(
            [
                "test.tsv: sub-a ses-M00: slice 1 without a probability that is a number; two probabilities for each slice",
                "test.tsv: sub-b ses-M00: slice 2 without a probability that is a number; two probabilities for each slice",
            ],
            error.Findings.Select(f => f.ToString()));
    }

    internal static SliceLevelRow Row(string participant, int slice, int? trueLabel, int predictedLabel, float proba1) =>
        new(participant, "ses-M00", new SliceIndex(slice), trueLabel, predictedLabel, 1 - proba1, proba1);

    private static SliceLevelTable Table(params SliceLevelRow[] rows) => new("the set", rows);
}
