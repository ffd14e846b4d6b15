using SliceActors.Runs.Specs;
using SliceActors.Scoring.Estimates;

namespace SliceActors.Scoring.Tests.Estimates;

/// <summary>Leave-pair-out on a fold whose figures were worked out by two other programs, one of them with fractions.</summary>
public class LeavePairOutTests
{
    [Theory]
    [InlineData(0, Selection.BestBalancedAccuracy, 7, 7, 10, 0, 0.097222222)]
    [InlineData(0, Selection.BestLoss, 6, 7, 8, 0, 0.090277778)]
    [InlineData(0.6, Selection.BestBalancedAccuracy, 5, 3, 10, 0, 0.074074074)]
    [InlineData(0.6, Selection.BestLoss, 5, 3, 9, 0, 0.074074074)]
    [InlineData(0.9, Selection.BestBalancedAccuracy, 5, 4, 9, 7, 0.074074074)]
    [InlineData(0.9, Selection.BestLoss, 5, 4, 8, 7, 0.074074074)]
    public void The_figures_are_those_of_the_fractions(double threshold, Selection selection, int ordered, int positives, int negatives, int equal, double variance)
    {
        var judged = LeavePairOut.Judge(MadeUpFold.Vector().Answers, new VoteSpec { SelectionThreshold = threshold }, selection);

        Assert.Equal((12, 0, equal), (judged.Matrix.Pairs, judged.Skipped, judged.EqualWeights));
        Assert.Equal((positives, negatives), (judged.PositivesRight, judged.NegativesRight));
        Assert.Equal(ordered / 12.0, judged.Matrix.Auc, 1e-15);
        Assert.Equal(variance, judged.Matrix.Variance(), 5e-10);
    }

    [Fact]
    public void Every_pair_is_ordered_as_by_the_fractions()
    {
        var judged = LeavePairOut.Judge(MadeUpFold.Vector().Answers, new VoteSpec(), Selection.BestBalancedAccuracy);

        double[][] expected = [[0, 0, 0, 0], [1, 1, 1, 1], [0, 1, 1, 1]];
        Assert.All(expected.Index(), row => Assert.All(row.Item.Index(), column => Assert.Equal(column.Item, judged.Matrix.At(row.Index, column.Index))));
    }

    [Fact]
    public void Epochs_whose_predictions_are_no_numbers_are_not_chosen()
    {
        var vector = MadeUpFold.Vector();
        var damaged = vector with { Probabilities = [.. vector.Probabilities.Select(slice => slice.Append([.. slice[0].Select((p, i) => i == 6 ? float.NaN : vector.Labels[i])]).ToArray())] };

        foreach (var selection in Enum.GetValues<Selection>())
        {
            var (known, found) = (LeavePairOut.Judge(vector.Answers, new VoteSpec(), selection), LeavePairOut.Judge(damaged.Answers, new VoteSpec(), selection));
            Assert.Equal((known.Matrix.Auc, known.PositivesRight, known.NegativesRight), (found.Matrix.Auc, found.PositivesRight, found.NegativesRight));
        }
    }

    [Fact]
    public void All_sessions_of_both_people_are_left_out()
    {
        // What the two people answer in their other sessions would choose the second epoch.
        var fold = new MadeUpFold(
            NetworkType.Multicnn,
            [0, 0, 0, 1, 1, 1, 2, 3],
            [1, 1, 1, 0, 0, 0, 1, 0],
            [[[.6f, .4f, .4f, .4f, .6f, .6f, .9f, .1f], [.4f, .9f, .9f, .6f, .1f, .1f, .4f, .6f]]]);

        var judged = LeavePairOut.Judge(fold.Answers, new VoteSpec(), Selection.BestBalancedAccuracy);

        Assert.Equal(1, judged.Matrix.At(0, 0));
        Assert.Equal(0, judged.Matrix.At(1, 1));
    }

    [Fact]
    public void A_pair_whose_people_are_all_of_a_class_is_skipped()
    {
        // Participant 0 is in both classes, and without it and participant 1 nobody is left in class 0.
        var fold = new MadeUpFold(NetworkType.Multicnn, [0, 0, 1, 2, 3], [1, 0, 0, 1, 1], [[[.6f, .4f, .4f, .7f, .2f]]]);

        var judged = LeavePairOut.Judge(fold.Answers, new VoteSpec(), Selection.BestBalancedAccuracy);

        Assert.Equal((5, 1), (judged.Matrix.Pairs, judged.Skipped));
        Assert.Null(judged.Matrix.At(0, 1));
        Assert.NotNull(judged.Matrix.At(0, 0));
    }

    [Fact]
    public void A_hundred_people_and_129_slices_are_judged_without_allocating_for_each_pair()
    {
        var random = new Random(1);
        var fold = new MadeUpFold(
            NetworkType.Multicnn,
            [.. Enumerable.Range(0, 100)],
            [.. Enumerable.Range(0, 100).Select(i => i % 2)],
            [.. Enumerable.Range(0, 129).Select(_ => Enumerable.Range(0, 20).Select(_ => Enumerable.Range(0, 100).Select(_ => random.NextSingle()).ToArray()).ToArray())]);
        var answers = fold.Answers;
        LeavePairOut.Judge(MadeUpFold.Vector().Answers, new VoteSpec(), Selection.BestLoss);
        var allocated = GC.GetAllocatedBytesForCurrentThread();

        foreach (var selection in Enum.GetValues<Selection>())
        {
            Assert.Equal(2500, LeavePairOut.Judge(answers, new VoteSpec { SelectionThreshold = 0.6 }, selection).Matrix.Pairs);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 100_000);
    }
}
