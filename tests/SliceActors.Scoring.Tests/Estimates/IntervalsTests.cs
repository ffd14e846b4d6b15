using CsCheck;
using SliceActors.Scoring.Estimates;

namespace SliceActors.Scoring.Tests.Estimates;

public class IntervalsTests
{
    /// <summary>Figures of statsmodels' <c>proportion_confint(method="wilson")</c>.</summary>
    [Theory]
    [InlineData(8, 10, 0.490162, 0.943318)]
    [InlineData(10, 10, 0.722467, 1)]
    [InlineData(81, 100, 0.722212, 0.874852)]
    public void Proportions_have_the_interval_of_Wilson(int count, int n, double lower, double upper)
    {
        var interval = Intervals.Wilson((double)count / n, n);

        Assert.Equal(lower, interval.Lower, 5e-7);
        Assert.Equal(upper, interval.Upper, 5e-7);
    }

    [Fact]
    public void No_interval_has_zero_width_or_leaves_its_value_out() =>
        Gen.Select(Gen.Int[0, 20], Gen.Int[0, 20], Gen.Int[1, 40].Select(n => n / 2.0), Gen.OneOf(0.0, double.NaN, 1e-6, 0.01, 0.2)).Sample(
            (first, second, n, variance) =>
            {
                var (sensitivity, specificity) = (Intervals.Wilson(first / 20.0, n), Intervals.Wilson(second / 20.0, n));
                Interval[] intervals = [sensitivity, specificity, Intervals.Mean((first + second) / 40.0, sensitivity, specificity), Intervals.OfAuc(first / 20.0, variance, n)];

                Assert.All(intervals, interval =>
                {
                    Assert.InRange(interval.Lower, 0, interval.Value);
                    Assert.InRange(interval.Upper, interval.Value, 1);
                    Assert.True(interval.Upper - interval.Lower > 1e-4);
                });
            },
            iter: 1000);

    /// <summary>R: plogis(qlogis(0.8) ± qnorm(0.975)·0.05/(0.8·0.2)).</summary>
    [Fact]
    public void An_area_has_its_interval_on_the_scale_of_the_logit()
    {
        var interval = Intervals.OfAuc(0.8, 0.0025, 50);

        var (odds, factor) = (0.8 / 0.2, Math.Exp(1.959963984540054 * 0.05 / (0.8 * 0.2)));
        Assert.Equal(odds / factor / (1 + (odds / factor)), interval.Lower, 1e-9);
        Assert.Equal(odds * factor / (1 + (odds * factor)), interval.Upper, 1e-9);
    }

    [Fact]
    public void Where_all_pairs_are_in_order_the_bound_is_that_of_the_people() =>
        Assert.Equal(new Interval(1, Intervals.Wilson(1, 10).Lower, 1), Intervals.OfAuc(1, 0, 10));
}
