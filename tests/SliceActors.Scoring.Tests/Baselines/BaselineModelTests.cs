using SliceActors.Scoring.Baselines;

namespace SliceActors.Scoring.Tests.Baselines;

public sealed class BaselineModelTests
{
    [Fact]
    public void Images_that_do_not_differ_teach_nothing()
    {
        float[][] rows = [.. Enumerable.Repeat(new[] { 0.1f, 0.7f, 0.3f }, 6)];

        Assert.Null(KernelRidge.Fit(LinearKernel.Of(rows), [0, 1, 2, 3, 4, 5], [0, 1, 0, 1, 0, 1], ["a", "b", "c", "d", "e", "f"]));
    }

    [Fact]
    public void A_difference_in_one_voxel_is_learned_whatever_the_others_weigh()
    {
        var people = new DrawnPeople(200, 20, 5);
        foreach (var (row, label) in people.Rows.Zip(people.Labels))
        {
            row[0] += 4 * label;
        }

        var kernel = LinearKernel.Of(people.Rows);
        var model = KernelRidge.Fit(kernel, [.. Enumerable.Range(0, 100)], people.Labels[..100], people.Participants[..100])!;

        Assert.True(Enumerable.Range(100, 100).Count(i => model.Score(kernel, i) > 0 == (people.Labels[i] == 1)) >= 95);
    }

    [Fact]
    public void Classes_that_a_covariate_divides_wholly_give_finite_scores()
    {
        var model = LogisticRegression.Fit([[20], [21], [70], [71]], [0, 0, 1, 1]);

        Assert.InRange(model.Score([80]), 0.5, 10);
        Assert.InRange(model.Score([10]), -10, -0.5);
    }

    [Fact]
    public void A_covariate_that_is_not_known_or_does_not_vary_says_nothing()
    {
        var model = LogisticRegression.Fit([[20, 1], [double.NaN, 1], [70, 1], [71, 1]], [0, 0, 1, 1]);

        Assert.Equal(model.Score([(20 + 70 + 71) / 3.0, 1]), model.Score([double.NaN, 5]), 1e-12);
    }

    [Fact]
    public void Classes_weigh_the_same_however_many_there_are_of_each()
    {
        int[] labels = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        var model = LogisticRegression.Fit([.. labels.Select(_ => new[] { 1.0 })], labels);

        Assert.Equal(0, model.Score([1]), 1e-9);
    }
}
