using SliceActors.Cohorts.TsvTool;

namespace SliceActors.Cohorts.Tests.TsvTool;

public class BalanceTests
{
    // scipy 1.10.1, stats.ttest_ind.
    [Fact]
    public void The_t_test_agrees_with_scipy()
    {
        Assert.Equal(0.2179678910028613, StudentTTest.PValue([62, 63.5, 70], [65, 71, 68, 74.5]), 1e-12);
        Assert.Equal(1.0, StudentTTest.PValue([70, 71], [70.5, 70.5]), 1e-12);
        double[] first = [.. Enumerable.Range(40, 40).Select(age => (double)age)];
        double[] second = [.. Enumerable.Range(0, 25).Select(step => 41.0 + (2 * step))];
        Assert.Equal(0.10015212648570868, StudentTTest.PValue(first, second), 1e-12);
    }

    [Fact]
    public void Without_variance_only_equal_means_are_alike()
    {
        Assert.Equal(1, StudentTTest.PValue([60, 60], [60]));
        Assert.Equal(0, StudentTTest.PValue([60, 60], [61, 61]));
        Assert.Equal(0, StudentTTest.PValue([60], [61]));
        Assert.Equal(0, StudentTTest.PValue([], [61, 62]));
    }

    // scipy 1.10.1, stats.chisquare on the proportions.
    [Theory]
    [InlineData(1, 2, 5, 4, 0.6547208460185768)]
    [InlineData(3, 3, 10, 9, 0.9579672518055619)]
    [InlineData(10, 2, 5, 9, 0.3203163554920654)]
    [InlineData(0, 3, 4, 5, 0.37109336952269756)]
    public void The_test_of_proportions_agrees_with_scipy(int subsetMen, int subsetWomen, int trainMen, int trainWomen, double expected) =>
        Assert.Equal(expected, ProportionTest.PValue(subsetMen, subsetWomen, trainMen, trainWomen), 1e-10);

    [Fact]
    public void Sets_of_one_sex_are_alike_and_those_of_opposite_sexes_are_not()
    {
        Assert.Equal(1, ProportionTest.PValue(3, 0, 5, 0));
        Assert.Equal(1, ProportionTest.PValue(0, 3, 0, 5));
        Assert.Equal(0, ProportionTest.PValue(3, 0, 0, 5));
        Assert.Equal(0, ProportionTest.PValue(1, 1, 0, 5));
        Assert.Equal(0, ProportionTest.PValue(0, 0, 2, 5));
    }

    [Fact]
    public void Unknown_ages_and_sexes_are_left_out_and_those_in_train_anyhow_count()
    {
        var demographics = new Demographics([62, double.NaN, 63.5, 65, 70, 71, 68, 74.5], [Sex.Male, Sex.Unknown, Sex.Female, Sex.Male, Sex.Female, Sex.Female, Sex.Male, Sex.Male]);
        var balance = Balance.Of(demographics, [true, true, true, false, true], new double[8]);
        Assert.Equal(0.2179678910028613, balance.PAge, 1e-12);
        Assert.Equal(ProportionTest.PValue(1, 2, 3, 1), balance.PSex);
    }
}
