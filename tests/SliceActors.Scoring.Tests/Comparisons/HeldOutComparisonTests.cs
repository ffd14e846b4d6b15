using System.Globalization;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Randomness;
using SliceActors.Scoring.Comparisons;
using SliceActors.Scoring.Rows;
using SliceActors.Scoring.Tests.Reference;
using SliceActors.Testing;
using Xunit.Abstractions;

namespace SliceActors.Scoring.Tests.Comparisons;

public class HeldOutComparisonTests(ITestOutputHelper output)
{
    /// <summary>Figures of published implementations on 113 people with a subarachnoid haemorrhage (Turck et al., Intensive Care Medicine 2010).</summary>
    [SkippableTheory]
    [InlineData("wfns", "s100b", 0.8236789, 0.7313686, 2.20898359144091, 0.0271757822291882, 0.0104061769564846, 0.174214419249478)]
    [InlineData("wfns", "ndka", 0.8236789, 0.6119580, 2.79777591868904, 0.00514557970691098, double.NaN, double.NaN)]
    [InlineData("s100b", "ndka", 0.7313686, 0.6119580, 1.39077002573558, 0.164295175223054, double.NaN, double.NaN)]
    public void DeLongs_test_gives_published_figures(string first, string second, double firstArea, double secondArea, double z, double p, double lower, double upper)
    {
        var path = Golden.Beside("aSAH.tsv");
        Skip.If(path is null, "There is no folder 'shared' with aSAH.tsv beside the project.");
        var rows = Golden.Rows(path);

        var difference = Compare(Marker(first), Marker(second)).Differences[0];

        Assert.Equal((ComparedFigure.Auc, ComparisonMethod.DeLong), (difference.Figure, difference.Method));
        Assert.Equal(firstArea, difference.First, 1e-6);
        Assert.Equal(secondArea, difference.Second, 1e-6);
        Assert.Equal(z, difference.Statistic, 1e-6);
        Assert.Equal(p, difference.P, 1e-6);
        if (!double.IsNaN(lower))
        {
            Assert.Equal(lower, difference.Value.Lower, 1e-6);
            Assert.Equal(upper, difference.Value.Upper, 1e-6);
        }

        HeldOutResult Marker(string name) => new(name, name, [.. rows.Select((row, i) => Row(i, 0, Golden.Whole(row["poor"]), Golden.Number(row[name])))]);
    }

    /// <summary>The same by structural components and their covariance, as DeLong wrote it, in NumPy; and a bootstrap of its own.</summary>
    [SkippableFact]
    public void Python_says_the_same()
    {
        var (first, second) = Noise(new CountedRandom(5), 30, 1, 0.8);
        var comparison = Compare(first, second);

        var said = Python.Run("numpy", """
            import sys
            import numpy as np
            y, a, b = (np.array([float(x) for x in text.split()]) for text in sys.argv[1:])
            def parts(s):
                kernel = (s[y == 1][:, None] > s[y == 0]) + 0.5 * (s[y == 1][:, None] == s[y == 0])
                return kernel.mean(), kernel.mean(1), kernel.mean(0)
            (auc, rows, columns), (auc2, rows2, columns2) = parts(a), parts(b)
            v = np.cov(rows, rows2) / len(rows) + np.cov(columns, columns2) / len(columns)
            print(auc - auc2, (v[0, 0] + v[1, 1] - 2 * v[0, 1]) ** 0.5)
            right = lambda s: (s > 0.5) == y
            print((right(a) & ~right(b)).sum(), (~right(a) & right(b)).sum())
            rng, drawn = np.random.default_rng(1), []
            for _ in range(20000):
                i = np.concatenate([rng.choice(np.flatnonzero(y == c), (y == c).sum()) for c in (0, 1)])
                d = right(a)[i].astype(float) - right(b)[i]
                drawn.append((d[y[i] == 1].mean() + d[y[i] == 0].mean()) / 2)
            print(*np.percentile(drawn, [2.5, 97.5]), np.std(drawn))
            """, Text(first.Rows.Select(row => (double)row.TrueLabel!.Value)), Text(first.Rows.Select(row => row.Proba1)), Text(second.Rows.Select(row => row.Proba1)));
        double[] expected = [.. said.Split([' ', '\n']).Select(number => double.Parse(number, CultureInfo.InvariantCulture))];

        var (area, accuracy, calls) = (comparison.Differences[0], comparison.Differences[1], comparison.Differences[2]);
        Assert.Equal(expected[0], area.Value.Value, 1e-12);
        Assert.Equal(expected[1], area.StandardError, 1e-12);
        Assert.Equal((expected[2], expected[3]), (calls.First, calls.Second));

        // Both are drawn: the quantiles of such drawings lie on a grid of 1/30.
        Assert.InRange(accuracy.Value.Lower, expected[4] - 0.034, expected[4] + 0.034);
        Assert.InRange(accuracy.Value.Upper, expected[5] - 0.034, expected[5] + 0.034);
        Assert.Equal(expected[6], accuracy.StandardError, 0.003);

        static string Text(IEnumerable<double> numbers) => string.Join(' ', numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void The_order_of_rows_does_not_matter_and_the_same_bytes_come_out_each_time()
    {
        var (first, second) = Noise(new CountedRandom(1), 12, 2, 0.5);

        Same.Content(Compare(first, second), Compare(first with { Rows = [.. first.Rows.Reverse()] }, second with { Rows = [.. second.Rows.OrderBy(row => row.Proba1)] }));
    }

    /// <summary>A person's second session with the same answers says nothing new.</summary>
    [Fact]
    public void The_participant_is_the_unit()
    {
        var (first, second) = Noise(new CountedRandom(2), 20, 1, 0.5);

        var (once, twice) = (Compare(first, second), Compare(Doubled(first), Doubled(second)));

        Assert.Equal((once.Positives, once.Negatives), (twice.Positives, twice.Negatives));
        Assert.All(once.Differences.Zip(twice.Differences), pair =>
        {
            Assert.Equal(pair.First.P, pair.Second.P, 1e-12);
            Assert.Equal(pair.First.Value.Lower, pair.Second.Value.Lower, 1e-12);
            Assert.Equal(pair.First.StandardError, pair.Second.StandardError, 1e-12);
        });

        static HeldOutResult Doubled(HeldOutResult result) => result with { Rows = [.. result.Rows, .. result.Rows.Select(row => row with { SessionId = "ses-again" })] };
    }

    /// <summary>Two results that are equally good: p may not be small more often than it says.</summary>
    [Theory]
    [InlineData(40, 1)]
    [InlineData(40, 2)]
    public void Where_nothing_differs_p_is_seldom_small(int people, int sessions)
    {
        const int Studies = 300;
        var random = new CountedRandom(17);
        var comparisons = Enumerable.Range(0, Studies).Select(_ => Noise(random, people, sessions, 0.7)).Select(pair => Compare(pair.First, pair.Second)).ToList();
        var (area, calls) = (Share(ComparisonMethod.DeLong), Share(ComparisonMethod.McNemar));
        output.WriteLine($"{area:0.000}, {calls:0.000}");

        // 0.05 ± 3 standard errors, and what 40 people cost; McNemar's test, an exact one, keeps below its level.
        Assert.InRange(area, 0.012, 0.098);
        Assert.InRange(calls, 0, 0.06);

        double Share(ComparisonMethod method) => comparisons.Average(pair => pair.Differences.Single(difference => difference.Method == method).P <= 0.05 ? 1.0 : 0);
    }

    [Fact]
    public void Who_is_in_one_result_only_is_counted_and_left_out()
    {
        var (first, second) = Noise(new CountedRandom(3), 10, 2, 0.5);

        var comparison = Compare(first, second with { Rows = [.. second.Rows.Where(row => row.ParticipantId != "sub-00" && row != second.Rows[3])] });

        Assert.Equal(9, comparison.Positives + comparison.Negatives);
        Assert.Equal(["Left out, since only first has them: 3 sessions of 2 people."], comparison.Notes.AsEnumerable());
    }

    [Fact]
    public void Sessions_of_two_classes_are_all_named()
    {
        var (first, second) = Noise(new CountedRandom(4), 6, 1, 0.5);
        var findings = new List<Finding>();

        Assert.Null(HeldOutComparison.Of(first, second with { Rows = [.. second.Rows.Select(row => row with { TrueLabel = 1 - row.TrueLabel })] }, findings));

        Assert.Equal(6, findings.Count);
        Assert.Equal(new Finding("second", null, "sub-00 ses-0 is of class 1", "class 0, as in first: results are compared that tell the same classes apart"), findings[0]);
    }

    [Fact]
    public void Two_people_of_each_class_are_needed()
    {
        var (first, second) = Noise(new CountedRandom(4), 6, 1, 0.5);
        var findings = new List<Finding>();

        Assert.Null(HeldOutComparison.Of(first, second with { Rows = [.. second.Rows.Where(row => row.TrueLabel == 0).Append(second.Rows[1])] }, findings));
        Assert.Null(HeldOutComparison.Of(first, second with { Rows = [] }, findings));

        Assert.Equal(["1 people of class 1 and 3 of class 0 that first has, too", "0 people of class 1 and 0 of class 0 that first has, too"], findings.Select(finding => finding.Found));
    }

    [Fact]
    public void Results_that_say_the_same_leave_nothing_to_test()
    {
        var (first, _) = Noise(new CountedRandom(4), 10, 1, 0.5);

        var differences = Compare(first, first with { Name = "second" }).Differences;

        Assert.All(differences.Where(difference => difference.Method != ComparisonMethod.McNemar), difference =>
            Assert.Equal((0, double.NaN, double.NaN, double.NaN), (difference.Value.Value, difference.Value.Lower, difference.P, difference.StandardError)));
        Assert.Equal(1, differences.Single(difference => difference.Method == ComparisonMethod.McNemar).P);
    }

    [Fact]
    public void Of_three_results_all_pairs_are_compared_and_p_is_adjusted_for_them()
    {
        var random = new CountedRandom(8);
        var (first, second) = Noise(random, 30, 1, 0.9);
        var third = Noise(random, 30, 1, 0.5).Second with { Name = "third" };
        var findings = new List<Finding>();

        var comparisons = PairwiseComparisons.Of([first, second, third], HeldOutComparison.Of, findings);

        Assert.Empty(findings);
        Assert.Equal([("first", "second"), ("first", "third"), ("second", "third")], comparisons.Select(pair => (pair.First, pair.Second)));
        double[] p = [.. comparisons.Select(pair => pair.Differences[0].P)];
        Assert.Equal(Holm.Adjust(p), comparisons.Select(pair => pair.Differences[0].HolmP));
        Assert.Equal(Math.Min(1, 3 * p.Min()), comparisons.Min(pair => pair.Differences[0].HolmP), 1e-12);
    }

    private static Comparison Compare(HeldOutResult first, HeldOutResult second)
    {
        var findings = new List<Finding>();
        var comparison = HeldOutComparison.Of(first, second, findings);
        Assert.Empty(findings);
        return comparison!;
    }

    /// <summary>Two results that are equally good, about people of alternating classes.</summary>
    private static (HeldOutResult First, HeldOutResult Second) Noise(CountedRandom random, int people, int sessions, double common)
    {
        var rows = (
            from person in Enumerable.Range(0, people)
            let own = random.NextGaussian() + (person % 2)
            let ofFirst = random.NextGaussian()
            let ofSecond = random.NextGaussian()
            from session in Enumerable.Range(0, sessions)
            select (First: Row(person, session, person % 2, Score(own, ofFirst)), Second: Row(person, session, person % 2, Score(own, ofSecond)))).ToList();
        return (new HeldOutResult("first", "first", [.. rows.Select(pair => pair.First)]), new HeldOutResult("second", "second", [.. rows.Select(pair => pair.Second)]));

        double Score(double own, double ofResult) => 1 / (1 + Math.Exp(0.5 - (common * own) - ((1 - common) * (ofResult + (0.5 * random.NextGaussian())))));
    }

    private static ImageLevelRow Row(int participant, int session, int label, double score) =>
        new($"sub-{participant:00}", $"ses-{session}", label, score > 0.5 ? 1 : 0, 1 - score, score);
}
