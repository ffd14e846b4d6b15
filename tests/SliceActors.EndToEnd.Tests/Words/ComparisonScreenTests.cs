using System.Collections.Immutable;
using SliceActors.Scoring.Comparisons;
using SliceActors.Scoring.Estimates;
using SliceActors.Screens;
using SliceActors.Studies.Comparisons;
using Spectre.Console.Testing;

namespace SliceActors.EndToEnd.Tests.Words;

public sealed class ComparisonScreenTests
{
    private const string Long = "a-study-with-a-name-of-many-letters/results-0001";

    [Fact]
    public void It_fits_80_columns_and_says_what_may_be_said()
    {
        var lines = Show(
            "validation",
            Pair("resnet18", "ConvNet", 5, Area(0.9, 0.7, 0.08, 0.01, 0.03), Folds(0.2)),
            Pair("resnet18", Long, 5, Area(0.9, 0.85, 0.1, 0.6, 0.6), Folds(0.05)),
            Pair("ConvNet", Long, 5, Area(0.7, 0.85, double.NaN, double.NaN, double.NaN), Folds(-0.15)));

        Assert.All(lines, line => Assert.True(line.Length <= 80, line));
        Assert.Contains(lines, line => line.Contains("+0.200 (0.043 to 0.357)", StringComparison.Ordinal) && line.EndsWith("│ 0.010 │  0.030 │", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("-0.150 (n/a)", StringComparison.Ordinal) && line.EndsWith("│   n/a │    n/a │", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("− a-stud…ts-0001", StringComparison.Ordinal));
        Assert.Contains("n = 40 people (20 of class 1, 20 of class 0), mean of 5 folds.", lines);
        var text = string.Join(' ', lines.Select(line => line.Trim()));
        Assert.All(
            [
                "resnet18 ranks these people better than ConvNet (AUC, Holm p = 0.030).",
                $"resnet18 and {Long}: no difference can be shown. With these 40 people only differences in AUC above 0.28 would show (power 80 %)",
                "there is nothing to test.",
                "Nadeau and Bengio",
                "Holm p is adjusted for the 3 pairs",
            ],
            sentence => Assert.Contains(sentence, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Two_results_of_people_who_were_held_out_have_no_Holm_and_count_people()
    {
        var bootstrap = new Difference(ComparedFigure.BalancedAccuracy, ComparisonMethod.Bootstrap, 0.8, 0.9, new Interval(-0.1, -0.2, 0), 0.05, double.NaN, double.NaN);
        var calls = new Difference(ComparedFigure.Calls, ComparisonMethod.McNemar, 5, 15, Interval.None, double.NaN, double.NaN, 0.0414);

        var lines = Show("test", Pair("a[1]", "b", 0, Area(0.7, 0.9, 0.4, 0.0001, 0.0001), bootstrap, calls, bootstrap with { Figure = ComparedFigure.Auc }));

        Assert.DoesNotContain(lines, line => line.Contains("Holm", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("│ a[1] ", StringComparison.Ordinal) && line.EndsWith("│ <0.001 │", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("-0.100 (-0.200 to 0.000) │      – │", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("5 and 15 people │  0.041 │", StringComparison.Ordinal));
        Assert.Contains("b ranks these people better than a[1] (AUC, p < 0.001).", lines);
        Assert.Single(lines, line => line.Contains("│ AUC ", StringComparison.Ordinal));
    }

    private static List<string> Show(string set, params ImmutableArray<Comparison> pairs)
    {
        using var console = new TestConsole();
        console.Profile.Width = 80;
        ComparisonScreen.Show(new ComparedStudies(set, pairs), "differences.tsv", console);
        return [.. console.Lines.Select(line => line.TrimEnd()).Where(line => line.Length > 0)];
    }

    private static Comparison Pair(string first, string second, int folds, params ImmutableArray<Difference> differences) => new(first, second, folds, 20, 20, differences, []);

    private static Difference Area(double first, double second, double error, double p, double holm) => new(
        ComparedFigure.Auc,
        ComparisonMethod.DeLong,
        first,
        second,
        new Interval(first - second, first - second - (1.96 * error), first - second + (1.96 * error)),
        error,
        (first - second) / error,
        p)
    {
        HolmP = holm,
    };

    private static Difference Folds(double difference) =>
        new(ComparedFigure.Auc, ComparisonMethod.NadeauBengio, 0.9, 0.9 - difference, new Interval(difference, -1, 1), 0.2, difference / 0.2, 0.5);
}
