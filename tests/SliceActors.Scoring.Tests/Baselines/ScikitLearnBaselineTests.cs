using System.Globalization;
using SliceActors.Scoring.Baselines;
using SliceActors.Testing;

namespace SliceActors.Scoring.Tests.Baselines;

/// <summary>scikit-learn fits the same models to the same people, and says the same of everybody.</summary>
public sealed class ScikitLearnBaselineTests : IDisposable
{
    private const int Train = 40;

    private const string Read = """
        import sys, numpy as np
        lines = [line.rstrip("\n").split("\t") for line in open(sys.argv[1])]
        y = np.array([int(line[0]) for line in lines]); who = np.array([line[1] for line in lines])
        x = np.array([[float(cell) for cell in line[2:]] for line in lines]); n = int(sys.argv[2])
        """;

    // Each person is left out in turn, and the model fitted again: what we compute without a further fit.
    private const string Ridge = """
        from sklearn.linear_model import Ridge
        w = np.where(y[:n] == 1, n / (2 * (y[:n] == 1).sum()), n / (2 * (y[:n] == 0).sum())); t = 2.0 * y[:n] - 1
        c = x[:n] - np.average(x[:n], axis=0, weights=w)
        mean = (w * (c ** 2).sum(axis=1)).sum() / n
        def error(alpha):
            sum = 0
            for one in set(who[:n]):
                out = who[:n] == one
                fit = Ridge(alpha=alpha, solver="cholesky").fit(x[:n][~out], t[~out], sample_weight=w[~out])
                sum += (w[out] * (t[out] - fit.predict(x[:n][out])) ** 2).sum()
            return sum
        best = min((mean * 10.0 ** k for k in range(4, -5, -1)), key=error)
        print(repr(best), *(repr(v) for v in Ridge(alpha=best, solver="cholesky").fit(x[:n], t, sample_weight=w).predict(x)))
        """;

    private const string Logistic = """
        from sklearn.linear_model import LogisticRegression
        z = (x - x[:n].mean(axis=0)) / x[:n].std(axis=0)
        fit = LogisticRegression(C=1, class_weight="balanced", tol=1e-12, max_iter=10000, solver="newton-cg").fit(z[:n], y[:n])
        print(*(repr(v) for v in fit.decision_function(z)))
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("baselines-");

    public void Dispose() => folder.Delete(recursive: true);

    [SkippableTheory]
    [InlineData(1, 300)]
    [InlineData(2, 5)]
    public void Ridge_regression_takes_the_same_penalty_and_scores_the_same(ulong seed, int voxels)
    {
        var people = new DrawnPeople(60, voxels, seed);
        var numbers = Numbers(Ridge, people);

        var kernel = LinearKernel.Of(people.Rows);
        var model = KernelRidge.Fit(kernel, [.. Enumerable.Range(0, Train)], people.Labels[..Train], people.Participants[..Train])!;

        Assert.Equal(numbers[0], model.Penalty, numbers[0] * 1e-8);
        Assert.All(numbers[1..].Select((expected, i) => (expected, i)), entry => Assert.Equal(entry.expected, model.Score(kernel, entry.i), 1e-7));
    }

    [SkippableFact]
    public void Logistic_regression_scores_the_same()
    {
        var people = new DrawnPeople(60, 3, 3);
        var numbers = Numbers(Logistic, people);

        var rows = people.Rows.Select(row => Array.ConvertAll(row, value => (double)value)).ToArray();
        var model = LogisticRegression.Fit(rows[..Train], people.Labels[..Train]);

        Assert.All(numbers.Select((expected, i) => (expected, i)), entry => Assert.Equal(entry.expected, model.Score(rows[entry.i]), 1e-6));
    }

    private double[] Numbers(string script, DrawnPeople people) =>
        [.. Python.Run("numpy, sklearn", $"{Read}\n{script}", people.Write(folder.FullName), $"{Train}").Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
}
