using SliceActors.Runs.Specs;
using SliceActors.Scoring.Estimates;
using Xunit.Abstractions;

namespace SliceActors.Scoring.Tests.Estimates;

/// <summary>Folds whose networks answer noise: slices and epochs that resemble each other, and nothing to be found.</summary>
public class NullStudiesTests(ITestOutputHelper output)
{
    private const int Studies = 250;
    private const int Slices = 30;
    private const int Epochs = 10;

    [Theory]
    [InlineData(10, 10, 0)]
    [InlineData(10, 10, 0.6)]
    [InlineData(6, 14, 0.6)]
    [InlineData(2, 5, 0.6)]
    public void Only_the_documented_figures_find_something_in_noise(int positives, int negatives, double threshold)
    {
        var (random, vote) = (new Random(7), new VoteSpec { SelectionThreshold = threshold });
        var studies = Enumerable.Range(0, Studies).Select(_ => Noise(random, positives, negatives)).ToList();
        foreach (var selection in Enum.GetValues<Selection>())
        {
            var honest = studies.Select(fold => LeavePairOut.Judge(fold.Answers, vote, selection)).ToList();
            double[] areas = [.. honest.Select(judged => judged.Matrix.Auc)];
            double[] accuracies = [.. honest.Select(judged => (judged.PositivesRight + judged.NegativesRight) / (2.0 * judged.Matrix.Pairs))];
            var documented = studies.Select(fold => fold.Vote(vote, selection)).Average(matrix => matrix.Auc);
            output.WriteLine($"{selection}: BA {accuracies.Average():0.000}, AUC {areas.Average():0.000}; selected on the same people: AUC {documented:0.000}");

            Assert.InRange(areas.Average(), 0.5 - Tolerance(areas), 0.5 + Tolerance(areas));
            Assert.InRange(accuracies.Average(), 0.5 - Tolerance(accuracies), 0.5 + Tolerance(accuracies));
            Assert.True(documented > 0.55);
        }

        // Three standard errors of the mean.
        static double Tolerance(double[] figures) => 3 * Math.Sqrt(figures.Average(figure => (figure - 0.5) * (figure - 0.5)) / Studies);
    }

    [Fact]
    public void The_interval_of_a_fold_covers_chance_and_that_of_the_documented_figure_does_not()
    {
        var (random, vote) = (new Random(11), new VoteSpec { SelectionThreshold = 0.6 });
        var studies = Enumerable.Range(0, Studies).Select(_ => Noise(random, 10, 10)).ToList();

        var honest = studies.Average(fold => Covers(LeavePairOut.Judge(fold.Answers, vote, Selection.BestLoss).Matrix));
        var documented = studies.Average(fold => Covers(fold.Vote(vote, Selection.BestLoss)));

        output.WriteLine($"{honest:0.000}, selected on the same people {documented:0.000}");
        Assert.InRange(honest, 0.9, 1);
        Assert.InRange(documented, 0, 0.8);

        static double Covers(PairMatrix matrix) => Intervals.OfAuc(matrix.Auc, matrix.Variance(), 10) is { Lower: <= 0.5, Upper: >= 0.5 } ? 1 : 0;
    }

    private static MadeUpFold Noise(Random random, int positives, int negatives)
    {
        var people = positives + negatives;
        var common = Normals(random, people);
        var probabilities = Enumerable.Range(0, Slices).Select(_ =>
        {
            var before = Normals(random, people);
            return Enumerable.Range(0, Epochs).Select(_ =>
            {
                before = [.. before.Zip(Normals(random, people), (old, own) => (0.9 * old) + (0.44 * own))];
                return before.Zip(common, (own, all) => (float)(1 / (1 + Math.Exp(-own - (0.65 * all))))).ToArray();
            }).ToArray();
        }).ToArray();
        return new MadeUpFold(NetworkType.Multicnn, [.. Enumerable.Range(0, people)], [.. Enumerable.Range(0, people).Select(i => i < positives ? 1 : 0)], probabilities);
    }

    private static double[] Normals(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];
}
