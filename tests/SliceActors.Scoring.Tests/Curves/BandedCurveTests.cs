using System.Collections.Immutable;
using System.Globalization;
using CsCheck;
using MathNet.Numerics.Distributions;
using SliceActors.Runs.Randomness;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Curves;
using SliceActors.Scoring.Rows;
using SliceActors.Scoring.Tables;
using SliceActors.Testing;

namespace SliceActors.Scoring.Tests.Curves;

public sealed class BandedCurveTests : IDisposable
{
    // Points by scikit-learn; bounds by the words of the rule, with SciPy's quantile.
    private const string Twin = """
        import sys
        from math import sqrt
        import numpy, pandas
        from scipy.stats import norm
        from sklearn.metrics import precision_recall_curve, roc_curve
        answers = pandas.read_csv(sys.argv[1], sep="\t")
        table = pandas.read_csv(sys.argv[2], sep="\t")
        z = norm.ppf(0.975)
        def wilson(p, n):
            middle, half = (p + z * z / 2 / n) / (1 + z * z / n), z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / 4 / n / n)
            return (0 if p == 0 else middle - half), (1 if p == 1 else middle + half)
        def bounds(along, across, at, value, people, others):
            own, place = wilson(value, people), wilson(at, others)
            places = numpy.unique(along)
            least = numpy.interp(place[0], places, [across[along == p].min() for p in places])
            most = numpy.interp(place[1], places, [across[along == p].max() for p in places])
            return max(0, value - sqrt((value - own[0]) ** 2 + (value - least) ** 2)), min(1, value + sqrt((own[1] - value) ** 2 + (most - value) ** 2))
        f, s, thresholds = roc_curve(answers.label, answers.probability, drop_intermediate=False)
        p1, p0 = (answers[answers.label == label].participant.nunique() for label in (1, 0))
        share = answers.label.mean()
        assert len(table) == len(f)
        precision, _, _ = precision_recall_curve(answers.label, answers.probability)
        for i, row in table.iterrows():
            assert abs(row.false_positive_rate - f[i]) < 1e-12 and abs(row.sensitivity - s[i]) < 1e-12
            assert i == 0 or abs(row.threshold - thresholds[i]) < 1e-12
            lower, upper = bounds(f, s, f[i], s[f == f[i]].max(), p1, p0)
            assert abs(row.sensitivity_lower - lower) < 1e-9 and abs(row.sensitivity_upper - upper) < 1e-9
            if s[i] > 0:
                called = answers[answers.probability >= thresholds[i]]
                assert abs(row.precision - called.label.mean()) < 1e-12
                low, high = bounds(s, f, s[i], f[s == s[i]].min(), p0, p1)
                of = lambda rate: share * s[i] / (share * s[i] + (1 - share) * rate)
                assert abs(row.precision_lower - of(high)) < 1e-9 and abs(row.precision_upper - of(low)) < 1e-9
        assert set(precision.round(9)) <= set(table.precision.dropna().round(9)) | {1.0}
        print(len(table), "points")
        """;

    private static readonly Gen<(double Probability, int Label)[]> Answers =
        from count in Gen.Int[2, 40]
        from answers in Gen.Select(Gen.Int[0, 12].Select(step => step / 12.0), Gen.Int[0, 1]).Array[count]
        where answers.Select(answer => answer.Item2).Distinct().Count() == 2
        select answers;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("curves-");

    public void Dispose() => folder.Delete(recursive: true);

    [SkippableFact]
    public void Points_and_bounds_are_those_of_a_twin_in_Python()
    {
        var random = new CountedRandom(5);
        ImmutableArray<ImageLevelRow> images = [.. Enumerable.Range(0, 60).Select(i =>
        {
            // Ties, and people with two sessions.
            var probability = Math.Round(((i % 2) * 0.2) + (random.NextInt(1000) / 1250.0), 2);
            return new ImageLevelRow($"sub-{i % 45:00}-{i % 2}", $"ses-{i}", i % 2, probability > 0.5 ? 1 : 0, 1 - probability, probability);
        })];
        var (answers, table) = (Path.Combine(folder.FullName, "answers.tsv"), Path.Combine(folder.FullName, "curves-test.tsv"));
        File.WriteAllLines(answers, images.Select(image => string.Create(CultureInfo.InvariantCulture, $"{image.ParticipantId}\t{image.TrueLabel}\t{image.Proba1:R}")).Prepend("participant\tlabel\tprobability"));
        CurveTables.Write(table, "ensemble", [(Selection.BestLoss, HeldOutCurves.Of(images)!)]);

        Assert.Equal($"{File.ReadLines(table).Count() - 1} points", Python.Run("SciPy, pandas, scikit-learn", Twin, answers, table));
    }

    [Fact]
    public void No_band_has_zero_width_and_every_point_lies_within_its_own() => Answers.Sample(
        answers =>
        {
            var curve = RankCurve.Of(answers);
            var (positives, negatives) = (answers.Count(answer => answer.Label == 1), answers.Count(answer => answer.Label == 0));
            var banded = new BandedCurve(curve, positives, negatives, (double)positives / answers.Length);
            foreach (var point in curve.Points)
            {
                var (sensitivity, precision) = (banded.Sensitivity(point), banded.Precision(point));
                Assert.True(sensitivity.Upper - sensitivity.Lower > 0.01);
                Assert.InRange(point.Sensitivity, sensitivity.Lower - 1e-12, sensitivity.Upper + 1e-12);
                if (point.Sensitivity > 0)
                {
                    Assert.True(precision.Upper - precision.Lower > 0.01);
                    Assert.InRange(banded.PrecisionOf(point.Sensitivity, point.FalsePositiveRate), precision.Lower - 1e-12, precision.Upper + 1e-12);
                }
            }
        },
        iter: 2000);

    [Fact]
    public void The_mean_of_curves_is_that_of_their_sensitivities_not_of_one_ranking()
    {
        // Each fold ranks all right, by probabilities of its own scale: one ranking of all would not.
        var mean = RankCurve.Mean([RankCurve.Of([(0.9, 1), (0.8, 0)]), RankCurve.Of([(0.2, 1), (0.1, 0)])]);
        Assert.All(mean.Points.Where(point => point.FalsePositiveRate > 0), point => Assert.Equal(1, point.Sensitivity));

        var half = RankCurve.Mean([RankCurve.Of([(0.9, 1), (0.8, 0)]), RankCurve.Of([(0.5, 1), (0.5, 0)])]);
        Assert.All(half.Points.Where(point => point.FalsePositiveRate > 0), point => Assert.Equal((1 + point.FalsePositiveRate) / 2, point.Sensitivity, 1e-12));
    }

    [Theory]
    [InlineData(12, 0.93)]
    [InlineData(40, 0.93)]
    public void The_band_holds_the_true_curve_as_often_as_it_says(int people, double least)
    {
        const int Studies = 400;
        var random = new CountedRandom(11);
        double[] rates = [0.1, 0.2, 0.5];
        var held = new int[rates.Length];
        for (var study = 0; study < Studies; study++)
        {
            var answers = Enumerable.Range(0, 2 * people).Select(i => (random.NextGaussian() + (i % 2), i % 2)).ToList();
            var banded = new BandedCurve(RankCurve.Of(answers), people, people, 0.5);
            foreach (var (i, rate) in rates.Index())
            {
                // Class 1 is one standard deviation ahead.
                var truth = Normal.CDF(0, 1, 1 - Normal.InvCDF(0, 1, 1 - rate));
                var bounds = banded.Sensitivity(new CurvePoint(double.NaN, rate, double.NaN));
                held[i] += truth >= bounds.Lower && truth <= bounds.Upper ? 1 : 0;
            }
        }

        Assert.All(held, times => Assert.True(times >= least * Studies, $"{times} of {Studies}"));
    }
}
