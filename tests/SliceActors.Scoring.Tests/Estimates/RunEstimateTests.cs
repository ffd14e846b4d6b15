using System.Collections.Immutable;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Estimates;

namespace SliceActors.Scoring.Tests.Estimates;

public class RunEstimateTests
{
    [Fact]
    public void The_variance_of_a_mean_over_folds_is_twice_that_of_independent_folds()
    {
        var (one, two) = (Of(Fold(0, 0.8, 0.004, 0.9, 0.7)), Of(Fold(1, 0.6, 0.006, 0.7, 0.7), Fold(0, 0.8, 0.004, 0.9, 0.7)));

        Assert.Equal(0.004, one.Figures.AucVariance, 1e-15);
        Assert.Equal(2 * 0.010 / 4, two.Figures.AucVariance, 1e-15);
        Assert.Equal(Intervals.OfAuc(0.7, 0.005, 10), two.Figures.Auc with { Value = 0.7 });
        Assert.Equal((0.7, 0.75, 20, 24), (Math.Round(two.Figures.Auc.Value, 12), Math.Round(two.Figures.BalancedAccuracy.Value, 12), two.Positives, two.Negatives));
        Assert.Equal(Intervals.Wilson(0.9, 10), one.Figures.Sensitivity);
        Assert.Equal(Intervals.Wilson((0.7 + 0.9) / 2, 10).Lower, two.Figures.Sensitivity.Lower, 1e-12);
    }

    [Fact]
    public void All_pairs_in_order_leave_the_bound_of_half_the_people() =>
        Assert.Equal(Intervals.Wilson(1, 10), Of(Fold(0, 1, 0, 1, 1), Fold(1, 1, 0, 1, 1)).Figures.Auc);

    [Fact]
    public void Folds_without_a_figure_are_named_and_not_replaced()
    {
        var estimate = Of(Fold(0, 0.8, 0.004, 0.9, 0.7), Nothing(2, "fewer than two people of class 0"), Nothing(1, "fewer than two people of class 0"), Early(3));

        Assert.Equal(new FoldIndex(0), Assert.Single(estimate.Folds));
        Assert.Equal((0.8, 0.004, 10), (estimate.Figures.Auc.Value, estimate.Figures.AucVariance, estimate.Positives));
        Assert.Equal(
            ["Not available in folds 1, 2: fewer than two people of class 0.", "Not available in fold 3: merged by an earlier version."], EstimateNotes.Of(estimate));
    }

    [Fact]
    public void Without_any_figure_there_is_no_interval() => Assert.Equal(Interval.None, Of(Nothing(0, "no network finished")).Figures.Auc);

    [Fact]
    public void Figures_of_probabilities_are_averaged_over_folds_that_all_have_them()
    {
        var (one, two) = (Probabilities(0, 0.8, 0.004), Probabilities(1, 0.6, 0.006));

        var mean = Of(one, two).Figures.Probabilities;

        Assert.Equal(Intervals.OfShare(0.7, 0.005, 10, 20), mean.BrierScore with { Value = 0.7 });
        Assert.Equal(Intervals.OfNumber(0.7, 0.005, 20), mean.CalibrationIntercept with { Value = 0.7 });
        Assert.Equal(Interval.None, mean.CalibrationSlope);
        Assert.Equal(ProbabilityIntervals.None, Of(one, Fold(1, 0.8, 0.004, 0.9, 0.7)).Figures.Probabilities);
    }

    [Fact]
    public void What_a_figure_is_not_free_of_is_said_beside_it()
    {
        var fold = Fold(0, 0.8, 0.004, 0.9, 0.7);

        var estimate = Of(fold with { Estimate = fold.Estimate! with { Caveats = EstimateCaveats.EarlyStopping | EstimateCaveats.TransferSource | EstimateCaveats.LeakedParticipants } });

        Assert.Equal(3, EstimateNotes.Of(estimate).Count());
        Assert.Contains("early stopping looked at the validation set", EstimateNotes.Of(estimate).First(), StringComparison.Ordinal);
    }

    private static RunEstimate Of(params FoldSummary[] folds) => RunEstimate.Of(EstimateKind.LeavePairOut, Selection.BestLoss, [.. folds.OrderBy(fold => fold.Fold)]);

    private static FoldSummary Fold(int fold, double auc, double variance, double sensitivity, double specificity) =>
        Early(fold) with { Estimate = Estimate(new FoldFigures(EstimateKind.LeavePairOut, Selection.BestLoss, auc, variance, sensitivity, specificity, 120, 0, 3)) };

    private static FoldSummary Probabilities(int fold, double value, double variance) => Early(fold) with
    {
        Estimate = Estimate(new FoldFigures(EstimateKind.LeavePairOut, Selection.BestLoss, 0.8, 0.004, 0.9, 0.7, 120, 0, 0)
        {
            Probabilities = new ProbabilityFigures(new(value, variance), new(value, variance), new(value, variance), fold == 0 ? new(value, variance) : EstimatedFigure.None),
        }),
    };

    private static FoldSummary Nothing(int fold, string reason) => Early(fold) with { Estimate = Estimate(FoldFigures.None(EstimateKind.LeavePairOut, Selection.BestLoss, reason)) };

    private static FoldSummary Early(int fold) => new(new FoldIndex(fold), ImmutableArray<ImageLevelResult>.Empty, [], []);

    private static FoldEstimate Estimate(FoldFigures figures) => new([figures], 10, 12, EstimateCaveats.None);
}
