using SliceActors.Learning.Objectives;
using SliceActors.Learning.Progress;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Tests.Training;

public sealed class SelectionRuleTests
{
    [Fact]
    public void The_first_epoch_is_the_best_so_far()
    {
        Assert.True(SelectionRule.Prefers(Selection.BestBalancedAccuracy, new EpochScore(9, 0), null));
        Assert.True(SelectionRule.Prefers(Selection.BestLoss, new EpochScore(9, 0), null));
    }

    [Fact]
    public void The_earlier_epoch_wins_a_tie()
    {
        var same = new EpochScore(0.7, 0.6);

        Assert.False(SelectionRule.Prefers(Selection.BestBalancedAccuracy, same, same));
        Assert.False(SelectionRule.Prefers(Selection.BestLoss, same, same));
    }

    [Fact]
    public void Each_rule_looks_at_its_own_value()
    {
        var best = new EpochScore(0.7, 0.6);

        Assert.True(SelectionRule.Prefers(Selection.BestBalancedAccuracy, new EpochScore(0.9, 0.7), best));
        Assert.False(SelectionRule.Prefers(Selection.BestLoss, new EpochScore(0.9, 0.7), best));
        Assert.True(SelectionRule.Prefers(Selection.BestLoss, new EpochScore(0.6, 0.5), best));
        Assert.False(SelectionRule.Prefers(Selection.BestBalancedAccuracy, new EpochScore(0.6, 0.5), best));
    }

    [Fact]
    public void A_NaN_is_never_better_and_does_not_lock_the_rule()
    {
        var nan = new EpochScore(double.NaN, double.NaN);

        Assert.False(SelectionRule.Prefers(Selection.BestLoss, nan, null));
        Assert.False(SelectionRule.Prefers(Selection.BestBalancedAccuracy, nan, null));
        Assert.False(SelectionRule.Prefers(Selection.BestLoss, nan, new EpochScore(0.7, 0.6)));
    }
}
