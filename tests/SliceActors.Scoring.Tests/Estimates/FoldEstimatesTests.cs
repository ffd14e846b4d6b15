using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;

namespace SliceActors.Scoring.Tests.Estimates;

public class FoldEstimatesTests
{
    [Theory]
    [InlineData(0, 10, 0.833333)]
    [InlineData(0.6, 11, 0.666667)]
    public void The_documented_figures_are_those_of_the_vote(double threshold, int ordered, double accuracy)
    {
        var figures = MadeUpFold.Vector().Estimate(new VoteSpec { SelectionThreshold = threshold }).Figures
            .Single(figures => figures is { Kind: EstimateKind.SelectedOnSamePeople, Selection: Selection.BestBalancedAccuracy });

        Assert.Equal(ordered / 12.0, figures.Auc, 1e-15);
        Assert.Equal(accuracy, figures.BalancedAccuracy, 5e-7);
    }

    [Fact]
    public void The_figures_come_in_the_order_in_which_they_are_shown()
    {
        var estimate = MadeUpFold.Vector().Estimate(new VoteSpec { SelectionThreshold = 0.9 });

        Assert.Equal(
            [
                (EstimateKind.LeavePairOut, Selection.BestBalancedAccuracy), (EstimateKind.LeavePairOut, Selection.BestLoss),
                (EstimateKind.SelectedOnSamePeople, Selection.BestBalancedAccuracy), (EstimateKind.SelectedOnSamePeople, Selection.BestLoss),
                (EstimateKind.LastEpoch, null),
            ],
            estimate.Figures.Select(figures => (figures.Kind, figures.Selection)));
        Assert.Equal((5 / 12.0, 12, 7, null), (estimate.Figures[0].Auc, estimate.Figures[0].Pairs, estimate.Figures[0].EqualWeightPairs, estimate.Figures[0].Missing));
        Assert.Equal((3, 4, EstimateCaveats.None), (estimate.Positives, estimate.Negatives, estimate.Caveats));
    }

    [Fact]
    public void The_last_epoch_is_a_plain_mean()
    {
        var vector = MadeUpFold.Vector();

        var figures = vector.Estimate(new VoteSpec { SelectionThreshold = 0.9 }).Figures[^1];

        var scores = vector.Labels.Select((_, i) => vector.Probabilities.Average(slice => (double)slice[^1][i])).ToArray();
        var pairs = from a in scores[..3] from b in scores[3..] select a > b ? 1.0 : 0;
        Assert.Equal(pairs.Average(), figures.Auc, 1e-12);
        Assert.Equal((scores[..3].Average(score => score > 0.5 ? 1.0 : 0), scores[3..].Average(score => score > 0.5 ? 0.0 : 1)), (figures.Sensitivity, figures.Specificity));
    }

    [Fact]
    public void One_network_for_all_slices_has_an_estimate_too()
    {
        var estimate = MadeUpFold.Vector(NetworkType.Cnn).Estimate(new VoteSpec());

        Assert.All(estimate.Figures, figures => Assert.Null(figures.Missing));
        Assert.All(estimate.Figures, figures => Assert.Equal(12, figures.Pairs));
    }

    [Fact]
    public void Networks_that_failed_are_missing_from_every_pair()
    {
        var vector = MadeUpFold.Vector();

        var without = vector.Estimate(new VoteSpec(), outcomes => [.. outcomes.Reverse().Take(2)]);
        var never = (vector with { Probabilities = vector.Probabilities[1..] }).Estimate(new VoteSpec());

        Assert.Equal(never.Figures.AsEnumerable(), without.Figures.AsEnumerable());
    }

    [Theory]
    [InlineData(new[] { 0, 0, 0, 0, 0, 0, 0 }, "fewer than two people of class 1", 5)]
    [InlineData(new[] { 1, 0, 0, 0, 0, 0, 0 }, "fewer than two people of class 1", 2)]
    [InlineData(new[] { 1, 1, 1, 1, 1, 1, 0 }, "fewer than two people of class 0", 2)]
    public void With_fewer_than_two_people_of_a_class_there_is_no_figure(int[] labels, string reason, int missing)
    {
        var estimate = (MadeUpFold.Vector() with { Labels = labels }).Estimate(new VoteSpec());

        Assert.Equal(missing, estimate.Figures.Count(figures => figures.Missing is not null));
        Assert.All(estimate.Figures.Take(2), figures => Assert.Equal((reason, double.NaN), (figures.Missing, figures.Auc)));
    }

    [Fact]
    public void Without_the_predictions_of_each_epoch_only_the_documented_figures_are_there()
    {
        Assert.All(
            [
                MadeUpFold.Vector().Estimate(new VoteSpec(), outcomes => [.. outcomes.Select(outcome => outcome with { ValidationByEpoch = null })]),
                MadeUpFold.Vector().Estimate(new VoteSpec(), outcomes => [.. outcomes.Select(outcome => outcome with { EpochsTrained = 3 })]),
            ],
            estimate => Assert.Equal(
                ["predictions of each epoch are not kept", "predictions of each epoch are not kept", null, null, "predictions of each epoch are not kept"],
                estimate.Figures.Select(figures => figures.Missing)));
    }

    [Fact]
    public void When_every_network_failed_there_is_no_figure() =>
        Assert.All(MadeUpFold.Vector().Estimate(new VoteSpec(), _ => []).Figures, figures => Assert.Equal("no network finished", figures.Missing));

    [Fact]
    public void Early_stopping_is_a_caveat() =>
        Assert.Equal(EstimateCaveats.EarlyStopping, MadeUpFold.Vector().Estimate(new VoteSpec(), null, new OptimisationSpec { Seed = 1, Patience = 2 }).Caveats);
}
