using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Estimates;
using SliceActors.Screens;
using Spectre.Console.Testing;

namespace SliceActors.EndToEnd.Tests.Words;

public sealed class ScoreTableTests
{
    private static readonly Interval Auc = new(0.75, 0.5, 1);

    private static readonly ScoreTable.Row[] Folds =
    [
        new("0", Selection.BestBalancedAccuracy, 1, new ClassificationMetrics(0.5, 0.5, 1, 0, 0.5, 0), new Interval(0.5, 0.4, 0.6), Auc),
        new("1", Selection.BestBalancedAccuracy, 0.9, new ClassificationMetrics(0.9, 0.9, 0.8, 1, 1, 0.8), Interval.None, Auc),
    ];

    [Fact]
    public void The_table_names_its_set_sums_up_over_the_folds_and_fits_eighty_columns()
    {
        using var console = new TestConsole();
        console.Profile.Width = 80;
        console.Write(ScoreTable.Of("validation set", Folds, []));

        Assert.All(
            ["Image level, validation set", "│ mean │ BA      │    0.950 │ 0.700                  │", "│ SD   │ BA      │    0.071 │ 0.283                  │", "0.500 (0.400 to 0.600)", "0.8 (0.50 to 1.00)", "n = 2 folds"],
            text => Assert.Contains(text, console.Output, StringComparison.Ordinal));
        Assert.All(console.Lines, line => Assert.True(line.Length <= 80));
    }

    [Fact]
    public void A_fold_that_answers_with_one_class_only_is_said_to() =>
        Assert.Equal(["Fold 0 (best by BA) puts every image into one class."], ScoreTable.OneClassOnly(Folds));
}
