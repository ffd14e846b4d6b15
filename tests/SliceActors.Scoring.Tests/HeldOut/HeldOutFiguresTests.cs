using System.Collections.Immutable;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Estimates;
using SliceActors.Scoring.HeldOut;
using SliceActors.Scoring.Rows;
using SliceActors.Scoring.Tables;

namespace SliceActors.Scoring.Tests.HeldOut;

public sealed class HeldOutFiguresTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("held-out-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void The_unit_is_the_person_not_the_session()
    {
        var once = HeldOutFigures.Of(People(1));
        var thrice = HeldOutFigures.Of(People(3));

        Assert.Equal((10, 10, 20), (once.Positives, once.Negatives, once.Sessions));
        Assert.Equal((10, 10, 60), (thrice.Positives, thrice.Negatives, thrice.Sessions));
        Assert.All(All(once.Figures).Zip(All(thrice.Figures)), pair =>
        {
            Assert.Equal(pair.First.Lower, pair.Second.Lower, 1e-9);
            Assert.Equal(pair.First.Upper, pair.Second.Upper, 1e-9);
        });
    }

    [Fact]
    public void No_interval_has_zero_width_where_nobody_is_wrong()
    {
        var figures = HeldOutFigures.Of([.. People(1).Select(image => image with { Proba1 = image.TrueLabel!.Value, Proba0 = 1 - image.TrueLabel.Value, PredictedLabel = image.TrueLabel.Value })]).Figures;

        Assert.Equal((Interval.None, Interval.None), (figures.Probabilities.CalibrationIntercept, figures.Probabilities.CalibrationSlope));
        Assert.All(All(figures).Where(figure => !double.IsNaN(figure.Value)), figure => Assert.True(figure.Upper - figure.Lower > 0.01));
    }

    [Fact]
    public void One_class_alone_has_its_own_figure_only()
    {
        var held = HeldOutFigures.Of([.. People(1).Where(image => image.TrueLabel == 0)]);

        Assert.True(held.HasOneClassOnly);
        Assert.Equal(Intervals.Wilson(0.8, 10), held.Figures.Specificity);
        Assert.Equal([held.Figures.Specificity], All(held.Figures).Where(figure => !double.IsNaN(figure.Value)));
    }

    [Fact]
    public void The_table_has_a_row_for_each_vote()
    {
        var path = Path.Combine(folder.FullName, "estimate-test.tsv");
        HeldOutTable.Write(path, [new("ensemble", Selection.BestLoss, HeldOutFigures.Of(People(1))), new("0", Selection.BestLoss, HeldOutFigures.Of([.. People(1).Where(image => image.TrueLabel == 0)]))]);

        var lines = File.ReadAllLines(path);
        Assert.StartsWith("model\tselection\tparticipants_1\tparticipants_0\tsessions\ttrue_1_called_1\ttrue_1_called_0\ttrue_0_called_1\ttrue_0_called_0\tauc\tauc_lower\tauc_upper\t", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("ensemble\tbest_loss\t10\t10\t20\t8\t2\t2\t8\t", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("\tAll are of one class.", lines[2], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.Equal(lines[0].Count(c => c == '\t'), line.Count(c => c == '\t')));
    }

    [Theory]
    [InlineData(10, 10, 0.871, 0.813)] // 0.5 + 2.8016 · sqrt(21 / 1200), and · sqrt(0.05) / 2
    [InlineData(100, 100, 0.615, 0.599)]
    [InlineData(2, 2, double.NaN, double.NaN)]
    public void So_few_people_tell_so_much_from_chance(int positives, int negatives, double auc, double accuracy)
    {
        var least = Detectable.By(positives, negatives);

        Assert.Equal((auc, accuracy), (Math.Round(least.Auc, 3), Math.Round(least.BalancedAccuracy, 3)));
    }

    [Theory]
    [InlineData(0.9, 20, 0.8, 30, 0.4)]
    [InlineData(0.5, 10, 0.5, 10, 0.5)]
    [InlineData(1, 10, 1, 10, 0.5)]
    [InlineData(0, 10, 0.5, 10, 0.2)]
    public void Predictive_values_are_within_their_bounds_which_are_never_equal(double right, double rightOf, double others, double othersOf, double share)
    {
        var figure = Intervals.PredictiveValue(Intervals.Wilson(right, rightOf), Intervals.Wilson(others, othersOf), share);

        Assert.Equal(right * share / ((right * share) + ((1 - others) * (1 - share))), figure.Value, 1e-12);
        Assert.InRange(figure.Value, figure.Lower, figure.Upper);
        Assert.True(figure is { Lower: >= 0, Upper: <= 1 } && figure.Upper - figure.Lower > 0.1);
    }

    // Six of ten people of class 1 are called 1, and two of ten of class 0: worked out with a calculator from Wilson's bounds 0.3127 and 0.8318, 0.0567 and 0.5098.
    [Fact]
    public void The_bounds_of_a_predictive_value_come_from_those_of_both_rates()
    {
        var figure = Intervals.PredictiveValue(Intervals.Wilson(0.6, 10), Intervals.Wilson(0.8, 10), 0.5);

        Assert.Equal((0.75, 0.4896, 0.9169), (figure.Value, Math.Round(figure.Lower, 4), Math.Round(figure.Upper, 4)));
    }

    [Fact]
    public void Nobody_called_has_no_predictive_value() => Assert.Equal(Interval.None, Intervals.PredictiveValue(Intervals.Wilson(0, 10), Intervals.Wilson(1, 10), 0.5));

    // Of ten people of each class, eight are right.
    private static ImmutableArray<ImageLevelRow> People(int sessions) =>
    [
        .. from person in Enumerable.Range(0, 20)
           from session in Enumerable.Range(0, sessions)
           let label = person % 2
           let isRight = person >= 4
           let probability = (isRight ? label : 1 - label) == 1 ? 0.6 + (0.01 * person) : 0.4 - (0.01 * person)
           select new ImageLevelRow($"sub-{person:00}", $"ses-M{session:00}", label, probability > 0.5 ? 1 : 0, 1 - probability, probability),
    ];

    private static Interval[] All(ImageLevelFigures figures) =>
    [
        figures.Auc, figures.BalancedAccuracy, figures.Sensitivity, figures.Specificity, figures.Ppv, figures.Npv,
        figures.Probabilities.AveragePrecision, figures.Probabilities.BrierScore, figures.Probabilities.CalibrationIntercept, figures.Probabilities.CalibrationSlope,
    ];
}
