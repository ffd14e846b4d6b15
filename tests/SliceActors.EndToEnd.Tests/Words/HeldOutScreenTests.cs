using System.Collections.Immutable;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.HeldOut;
using SliceActors.Scoring.Rows;
using SliceActors.Scoring.Subgroups;
using SliceActors.Screens;
using Spectre.Console.Testing;

namespace SliceActors.EndToEnd.Tests.Words;

public sealed class HeldOutScreenTests
{
    [Fact]
    public void Every_figure_has_its_interval_and_a_newcomer_is_told_what_to_publish()
    {
        var lines = Shown(console => HeldOutScreen.Show("test", "mean of 5 folds", [(Selection.BestLoss, HeldOutFigures.Of(People)), (Selection.BestBalancedAccuracy, HeldOutFigures.Of(People))], console));

        Assert.Equal(10, lines.Count(line => line.Split(" to ").Length == 3));
        Assert.Contains(lines, line => line.Contains("Set test, mean of 5 folds (95 % intervals)", StringComparison.Ordinal));
        Assert.Contains("n = 20 people (10 of class 1, 10 of class 0).", lines);
        Assert.Contains("So few people tell a BA from chance from 0.81 on, an AUC from 0.87 on.", lines);
        Assert.Equal("Publish these with their intervals if nothing was chosen by these people.", lines[^1]);
    }

    [Fact]
    public void One_class_alone_tells_nothing_apart()
    {
        var lines = Shown(console => HeldOutScreen.Show("test", "fold 0", [(Selection.BestLoss, HeldOutFigures.Of([.. People.Where(image => image.TrueLabel == 1)]))], console));

        Assert.Contains("All are of one class: how well the classes are told apart cannot be said.", lines);
        Assert.DoesNotContain(lines, line => line.Contains("Publish", StringComparison.Ordinal));
    }

    [Fact]
    public void Subgroups_differences_confounds_and_people_who_are_always_wrong_are_shown()
    {
        var covariates = new ImageCovariates([.. People.Select((_, i) => 50.0 + i)], [.. People.Select((_, i) => i / 2 % 2 * 1.0)], [.. People.Select((image, i) => image.Proba1 > 0.5 ? "a hospital with a long name [A]" : i < 10 ? "B" : "C")]);
        var lines = Shown(console => SubgroupScreen.Show(Selection.BestLoss, SubgroupReport.Of(People, covariates, [(People, []), (People, [])]), console));

        Assert.All(
            ["For whom it fails (best by loss, 95 % intervals)", "sex F", "sex M", "age 50 to 59", "Do figures differ by sex? p = ", "Beyond the label the answer follows site: ", "Wrong in every fold: 4 sessions, worst sub-03, sub-02, sub-01, sub-00."],
            text => Assert.Contains(lines, line => line.Contains(text, StringComparison.Ordinal)));
    }

    // Of ten people of each class, eight are right.
    private static ImmutableArray<ImageLevelRow> People { get; } =
    [
        .. from person in Enumerable.Range(0, 20)
           let label = person % 2
           let probability = ((person >= 4 ? label : 1 - label) == 1 ? 0.6 : 0.4) + (0.01 * (label == 1 ? -person : person) / 2)
           select new ImageLevelRow($"sub-{person:00}", "ses-M00", label, probability > 0.5 ? 1 : 0, 1 - probability, probability),
    ];

    private static List<string> Shown(Action<TestConsole> show)
    {
        using var console = new TestConsole();
        console.Profile.Width = 80;
        show(console);
        List<string> lines = [.. console.Lines.Where(line => line.Length > 0)];
        Assert.All(lines, line => Assert.True(line.Length <= 80, line));
        return lines;
    }
}
