using CsCheck;
using SliceActors.Scoring.Estimates;
using SliceActors.Scoring.Folds;

namespace SliceActors.Scoring.Tests.Estimates;

public class PairMatrixTests
{
    private static readonly Gen<(int[] Labels, double[] Scores)> Examples =
        from n in Gen.Int[4, 30]
        from labels in Gen.Int[0, 1].Array[n]
        from scores in Gen.Int[0, 12].Array[n]
        where labels.Count(label => label == 1) > 1 && labels.Count(label => label == 0) > 1
        select (labels, scores.Select(score => score / 12.0).ToArray());

    [Fact]
    public void A_small_area_is_known() =>
        Assert.Equal(0.75, PairMatrix.Of(People([0, 1, 2, 3], [0, 0, 1, 1]), [.1, .4, .35, .8]).Auc);

    /// <summary>DeLong's variance by midranks (Sun and Xu, IEEE Signal Processing Letters 2014), which never makes the matrix.</summary>
    [Fact]
    public void The_variance_is_DeLongs_by_midranks() => Examples.Sample(
        (labels, scores) =>
        {
            var matrix = PairMatrix.Of(People([.. Enumerable.Range(0, labels.Length)], labels), scores);

            double[][] classes = [.. ((int[])[0, 1]).Select(label => scores.Where((_, i) => labels[i] == label).ToArray())];
            var (m, n) = (classes[1].Length, classes[0].Length);
            var rows = classes[1].Select(score => (Midrank(scores, score) - Midrank(classes[1], score)) / n).ToArray();
            var columns = classes[0].Select(score => 1 - ((Midrank(scores, score) - Midrank(classes[0], score)) / m)).ToArray();
            Assert.Equal(rows.Average(), matrix.Auc, 1e-12);
            Assert.Equal((Spread(rows) / m) + (Spread(columns) / n), matrix.Variance(), 1e-12);
        },
        iter: 300);

    /// <summary>A second session with the same answers says nothing new.</summary>
    [Fact]
    public void Sessions_of_one_participant_count_as_one_person() => Examples.Sample(
        (labels, scores) =>
        {
            int[] people = [.. Enumerable.Range(0, labels.Length)];

            var (once, twice) = (PairMatrix.Of(People(people, labels), scores), PairMatrix.Of(People([.. people, .. people], [.. labels, .. labels]), [.. scores, .. scores]));

            Assert.Equal(once.Auc, twice.Auc, 1e-12);
            Assert.Equal(once.Variance(), twice.Variance(), 1e-12);
        },
        iter: 100);

    /// <summary>Two people who are in both classes: (m/(m−1))·Σ(Σ deviations)² over people, worked out by hand.</summary>
    [Fact]
    public void People_in_both_classes_bind_the_two()
    {
        var matrix = PairMatrix.Of(People([0, 0, 1, 1, 2], [1, 0, 1, 0, 0]), [.9, .5, .6, .7, .1]);

        // Rows 1 and 2/3, columns 1, ½ and 1; AUC 5/6.
        var (s10, s01) = (2 / (1.0 * 2) * 2 / 36.0, 3 / (2.0 * 3) * ((1 / 36.0) + (1 / 9.0) + (1 / 36.0)));
        var s11 = 3 / 2.0 * ((1 / 6.0 * (1 / 6.0)) + (-1 / 6.0 * (-1 / 3.0)));
        Assert.Equal((s10 / 2) + (s01 / 3) + (2 * s11 / 6), matrix.Variance(), 1e-12);
    }

    [Fact]
    public void With_one_person_of_a_class_there_is_no_variance() =>
        Assert.True(double.IsNaN(PairMatrix.Of(People([0, 0, 1, 2], [1, 1, 0, 0]), [.9, .8, .1, .85]).Variance()));

    private static ValidationPeople People(int[] participants, int[] labels) =>
        ValidationPeople.Of([.. labels.Select((label, i) => new ScoredSession($"sub-{participants[i]}", $"ses-{i}", label))]);

    private static double Midrank(double[] scores, double score) => scores.Count(other => other < score) + ((scores.Count(other => other == score) + 1) / 2.0);

    private static double Spread(double[] values) => values.Sum(value => Math.Pow(value - values.Average(), 2)) / (values.Length - 1);
}
