using System.Globalization;
using SliceActors.Runs.Randomness;
using SliceActors.Scoring.Comparisons;
using SliceActors.Testing;

namespace SliceActors.Scoring.Tests.Comparisons;

public class PairedTestsTests
{
    [Theory]
    [InlineData(1, 8, 0.0390625)]
    [InlineData(8, 1, 0.0390625)]
    [InlineData(5, 15, 0.04138946533203125)]
    [InlineData(4, 4, 1)]
    [InlineData(0, 0, 1)]
    public void Calls_are_judged_by_the_exact_test_of_McNemar(int first, int second, double p) =>
        Assert.Equal(p, PairedTests.McNemar(first, second).P, 1e-9);

    /// <summary>scipy.stats.binomtest, t and norm.</summary>
    [SkippableFact]
    public void SciPy_says_the_same()
    {
        double[] first = [0.81, 0.64, 0.9, 0.77, 0.7], second = [0.7, 0.66, 0.81, 0.6, 0.69];
        var said = Python.Run("scipy", """
            from scipy import stats
            import numpy
            print(*[stats.binomtest(min(b, c), b + c).pvalue for b, c in ((3, 11), (0, 7), (20, 31))])
            d = numpy.array([0.81, 0.64, 0.9, 0.77, 0.7]) - numpy.array([0.7, 0.66, 0.81, 0.6, 0.69])
            se = (d.var(ddof=1) * (1 / 5 + 0.25)) ** 0.5
            print(d.mean() / se, 2 * stats.t.sf(abs(d.mean() / se), 4), *stats.t.interval(0.95, 4, d.mean(), se))
            print(2 * stats.norm.sf(0.1 / 0.04 ** 0.5), *stats.norm.interval(0.95, 0.1, 0.2))
            """);
        double[] expected = [.. said.Split([' ', '\n']).Select(number => double.Parse(number, CultureInfo.InvariantCulture))];

        var (t, z) = (PairedTests.NadeauBengio(ComparedFigure.Auc, first, second, 0.25), PairedTests.DeLong(ComparedFigure.Auc, 0.8, 0.7, 0.04));

        double[] found =
        [
            PairedTests.McNemar(3, 11).P, PairedTests.McNemar(0, 7).P, PairedTests.McNemar(20, 31).P,
            t.Statistic, t.P, t.Value.Lower, t.Value.Upper, z.P, z.Value.Lower, z.Value.Upper,
        ];
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-7));
    }

    [Fact]
    public void Where_nothing_varies_there_is_no_interval_and_no_p()
    {
        var difference = PairedTests.NadeauBengio(ComparedFigure.Auc, [0.8, 0.9], [0.7, 0.8], 0.5);

        Assert.Equal(0.1, difference.Value.Value, 1e-12);
        Assert.All([difference.Value.Lower, difference.Value.Upper, difference.P, difference.SmallestDetectable], number => Assert.True(double.IsNaN(number)));
        Assert.True(double.IsNaN(PairedTests.DeLong(ComparedFigure.Auc, 0.8, 0.8, 0).P));
    }

    [Fact]
    public void A_difference_of_this_size_would_show_in_four_of_five_studies() =>
        Assert.Equal(2.801585, PairedTests.DeLong(ComparedFigure.Auc, 0.8, 0.7, 1).SmallestDetectable, 1e-6);

    /// <summary>R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm").</summary>
    [Fact]
    public void Holm_adjusts_for_the_number_of_values_that_there_are() =>
        Assert.Equal([0.03, 0.06, double.NaN, 0.06, 0.02], Holm.Adjust([0.01, 0.04, double.NaN, 0.03, 0.005]).Select(p => Math.Round(p, 12)));

    [SkippableFact]
    public void Statsmodels_adjusts_alike()
    {
        var random = new CountedRandom(3);
        double[] values = [.. Enumerable.Range(0, 12).Select(_ => random.NextDouble() / 10)];

        var said = Python.Run(
            "statsmodels",
            "import sys; from statsmodels.stats.multitest import multipletests; print(*multipletests([float(p) for p in sys.argv[1:]], method='holm')[1])",
            [.. values.Select(p => p.ToString("R", CultureInfo.InvariantCulture))]);

        Assert.All(said.Split(' ').Zip(Holm.Adjust(values)), pair => Assert.Equal(double.Parse(pair.First, CultureInfo.InvariantCulture), pair.Second, 1e-12));
    }
}
