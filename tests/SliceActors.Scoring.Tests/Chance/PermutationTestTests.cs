using SliceActors.Runs.Specs;
using SliceActors.Scoring.Chance;

namespace SliceActors.Scoring.Tests.Chance;

public class PermutationTestTests
{
    private const int Studies = 200;

    [Fact]
    public void The_observation_counts_among_the_permutations()
    {
        var test = PermutationTest.Of(0.8, [0.5, 0.9, 0.8, 0.7]);

        Assert.Equal((4, 2, 3.0 / 5), (test.Permutations, test.Reached, test.P));
    }

    [Fact]
    public void A_permutation_without_a_figure_counts_as_at_least_as_large() =>
        Assert.Equal((2.0 + 1) / 4, PermutationTest.Of(0.8, [double.NaN, 0.5, 0.9]).P);

    [Fact]
    public void Figures_that_differ_by_rounding_are_alike() => Assert.Equal(1, PermutationTest.Of(0.1 + 0.2, [0.3]).Reached);

    [Theory]
    [InlineData(18, double.NaN)]
    [InlineData(19, 19)]
    [InlineData(38, 38)]
    [InlineData(39, 38)]
    [InlineData(99, 95)]
    public void What_exceeds_the_threshold_has_p_of_5_percent_and_nothing_else_has(int permutations, double threshold)
    {
        var test = PermutationTest.Of(0, [.. Enumerable.Range(1, permutations).Select(figure => (double)figure)]);

        Assert.Equal(threshold, test.Threshold);
        if (!double.IsNaN(threshold))
        {
            Assert.True(PermutationTest.Of(threshold + 0.5, [.. Enumerable.Range(1, permutations).Select(figure => (double)figure)]).P <= 0.05);
            Assert.True(PermutationTest.Of(threshold, [.. Enumerable.Range(1, permutations).Select(figure => (double)figure)]).P > 0.05);
        }
    }

    [Fact]
    public void Where_nothing_is_to_be_found_p_is_uniform()
    {
        var ps = Enumerable.Range(1, Studies).Select(seed => Vote(new CheapStudy(seed))).Order().ToList();

        // Kolmogorov-Smirnov, p = 0.01: asymptotic critical value 1.628 / √n (Smirnov, Annals of Mathematical Statistics 1948).
        var distance = ps.Select((p, rank) => Math.Max(((rank + 1.0) / Studies) - p, p - ((double)rank / Studies))).Max();
        Assert.InRange(distance, 0, 1.628 / Math.Sqrt(Studies));
    }

    [Fact]
    public void Where_nothing_is_to_be_found_some_slice_passes_in_5_percent_of_the_studies_at_most()
    {
        var passed = Enumerable.Range(1, Studies).Count(seed => Passing(new CheapStudy(seed)).Count > 0);

        Assert.InRange((double)passed / Studies, 0, 0.05 + (4 * Math.Sqrt(0.05 * 0.95 / Studies)));
    }

    [Fact]
    public void A_planted_slice_is_found()
    {
        var found = Enumerable.Range(1, 10).Select(seed => Passing(new CheapStudy(seed, effect: 3, planted: 4))).ToList();

        Assert.All(found, slices => Assert.Contains(4, slices));
    }

    private static double Vote(CheapStudy study) =>
        PermutationTest.Of(study.Observed.Vote(Selection.BestLoss).Auc, [.. study.Permuted.Select(set => set.Vote(Selection.BestLoss).Auc)]).P;

    private static List<int> Passing(CheapStudy study)
    {
        var slices = study.Observed.SliceAucs(Selection.BestLoss);
        var test = study.Permuted.Select(set => set.GreatestSliceAuc(Selection.BestLoss, [.. slices.Keys])).ToList();
        return [.. slices.Where(slice => PermutationTest.Of(slice.Value, [.. test]).P <= PermutationTest.Level).Select(slice => slice.Key)];
    }
}
