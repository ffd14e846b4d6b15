using System.Globalization;
using SliceActors.Runs.Outcomes;
using SliceActors.Scoring.Measures;
using SliceActors.Testing;

namespace SliceActors.Scoring.Tests.Measures;

/// <summary>SciPy and scikit-learn say the same of the same probabilities.</summary>
public sealed class CalibrationTwinTests : IDisposable
{
    // Maxima by a general optimiser, derivatives of the likelihood by hand, each participant left out by dropping its rows.
    private const string Twin = """
        import sys, numpy as np
        from scipy.optimize import minimize
        from scipy.special import expit, logit
        from sklearn.metrics import average_precision_score, brier_score_loss
        rows = np.loadtxt(sys.argv[1]); p, y, who = rows[:, 0], rows[:, 1], rows[:, 2]
        x = logit(p); people = np.unique(who); first = np.array([y[who == one][0] for one in people])
        def spread(values, scale):
            return sum(scale(len(v)) * ((v - v.mean()) ** 2).sum() for v in (values[first == c] for c in (0, 1)))
        def fit(design, offset):
            def loss(b): s = offset + design @ b; return (np.logaddexp(0, s) - y * s).sum()
            def slope(b): return design.T @ (expit(offset + design @ b) - y)
            b = minimize(loss, np.zeros(design.shape[1]), jac=slope, method="BFGS", options={"gtol": 1e-10}).x
            m = expit(offset + design @ b); bread = np.linalg.inv(design.T @ (design * (m * (1 - m))[:, None]))
            u = (design * (y - m)[:, None]) @ bread
            last = np.array([u[who == one, -1].sum() for one in people])
            return b[-1], spread(last, lambda n: n / (n - 1))
        one = np.ones((len(x), 1))
        figures = [fit(one, x), fit(np.c_[one, x], 0 * x)]
        for figure in (average_precision_score, brier_score_loss):
            without = np.array([figure(y[who != one], p[who != one]) for one in people])
            figures.append((figure(y, p), spread(without, lambda n: (n - 1) / n)))
        print(*(repr(float(v)) for pair in figures for v in pair))
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("calibration-");

    public void Dispose() => folder.Delete(recursive: true);

    [SkippableTheory]
    [InlineData(1, 12, 1.0)]
    [InlineData(2, 60, 0.2)]
    [InlineData(3, 60, 1.5)]
    public void Values_and_variances_are_the_same(int seed, int people, double effect)
    {
        var examples = Draw(seed, people, effect);
        var file = Path.Combine(folder.FullName, "rows");
        File.WriteAllLines(file, examples.Probabilities.Select((p, i) => string.Create(CultureInfo.InvariantCulture, $"{p:R} {examples.Labels[i]} {examples.Owners[i]}")));

        double[] expected = [.. Python.Run("numpy, scipy, sklearn", Twin, file).Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];

        EstimatedFigure[] figures = [Calibration.Intercept(examples), Calibration.Slope(examples), examples.AveragePrecision, examples.BrierScore];
        Assert.All(figures.SelectMany(figure => (double[])[figure.Value, figure.Variance]).Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-6 * Math.Max(1, Math.Abs(pair.Second))));
    }

    [Fact]
    public void Published_scores_of_four_examples()
    {
        var ranked = new ClusteredExamples([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1], [0, 1, 2, 3], 4);
        var weather = new ClusteredExamples([0.1, 0.9, 0.8, 0.3], [0, 1, 1, 0], [0, 1, 2, 3], 4);

        Assert.Equal(0.8333, ranked.AveragePrecision.Value, 1e-4);
        Assert.Equal(0.0375, weather.BrierScore.Value, 1e-12);
    }

    [Theory]
    [InlineData(new[] { 0.1, 0.2, 0.8, 0.9 })] // a threshold tells all apart
    [InlineData(new[] { 0.8, 0.9, 0.1, 0.2 })]
    [InlineData(new[] { 0.1, 0.5, 0.5, 0.9 })] // or all but a tie
    [InlineData(new[] { 0.5, 0.5, 0.5, 0.5 })]
    public void There_is_no_slope_where_it_would_be_infinite_or_anything(double[] probabilities) =>
        Assert.Equal(EstimatedFigure.None, Calibration.Slope(new ClusteredExamples(probabilities, [0, 0, 1, 1], [0, 1, 2, 3], 4)));

    [Fact]
    public void Certain_answers_have_a_slope_and_an_intercept()
    {
        var examples = new ClusteredExamples([0, 1, 1, 0.5, 1, 0], [0, 0, 1, 1, 1, 1], [0, 1, 2, 3, 4, 5], 6);

        Assert.All([Calibration.Intercept(examples), Calibration.Slope(examples)], figure => Assert.True(double.IsFinite(figure.Value) && figure.Variance > 0));
    }

    [Fact]
    public void One_person_of_a_class_has_no_variance() =>
        Assert.Equal(double.NaN, new ClusteredExamples([0.1, 0.4, 0.35, 0.8], [0, 0, 0, 1], [0, 1, 2, 3], 4).BrierScore.Variance);

    private static ClusteredExamples Draw(int seed, int people, double effect)
    {
        var random = new Random(seed);
        var (probabilities, labels, owners) = (new List<double>(), new List<int>(), new List<int>());
        for (var person = 0; person < people; person++)
        {
            for (var session = 0; session < 1 + (person % 3); session++)
            {
                probabilities.Add(1 / (1 + Math.Exp(-((effect * ((person % 2) - 0.5)) + (2 * random.NextDouble()) - 1))));
                labels.Add(person % 2 == 1 || (person == 0 && session > 0) ? 1 : 0);
                owners.Add(person);
            }
        }

        return new ClusteredExamples([.. probabilities], [.. labels], [.. owners], people);
    }
}
