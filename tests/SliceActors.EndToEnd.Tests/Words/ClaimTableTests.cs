using System.Collections.Immutable;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Estimates;
using SliceActors.Screens;
using Spectre.Console.Testing;

namespace SliceActors.EndToEnd.Tests.Words;

public sealed class ClaimTableTests
{
    [Fact]
    public void The_figure_to_publish_comes_first_then_what_it_is_compared_with()
    {
        var lines = Show(Fold(0), Fold(1));

        int[] order = [.. ((string[])["leave-pair-out:", "selected on the", "last epoch,", "n = 200 people (100 of class 1, 100 of class 0), mean of 2 folds."])
            .Select(text => lines.FindIndex(line => line.Contains(text, StringComparison.Ordinal)))];
        Assert.Equal(order.Order(), order);
        Assert.True(order[0] > 0);
        Assert.Contains("publish this", lines[order[0] + 1], StringComparison.Ordinal);
        Assert.Contains("0.800 (0.", lines[order[0]], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("Publish leave-pair-out with its interval", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.True(line.Length <= 80));
    }

    [Theory]
    [InlineData(0.72, 0.61, 0.81, "0.720 (0.610 to 0.810)")]
    [InlineData(0.72, 0.48, 0.89, "0.7 (0.48 to 0.89)")]
    [InlineData(double.NaN, double.NaN, double.NaN, "n/a")]
    public void A_figure_of_which_little_is_known_has_one_digit(double value, double lower, double upper, string text) =>
        Assert.Equal(text, ClaimTable.Text(new Interval(value, lower, upper)));

    [Fact]
    public void After_early_stopping_no_figure_is_recommended()
    {
        var lines = Show(Fold(0, EstimateCaveats.EarlyStopping));

        Assert.DoesNotContain(lines, line => line.Contains("ublish", StringComparison.Ordinal));
        Assert.Contains("Note: No figure is free of selection: early stopping looked at the validation set (--patience).", string.Join(' ', lines.Select(line => line.Trim())), StringComparison.Ordinal);
    }

    [Fact]
    public void A_figure_that_is_not_there_has_a_reason()
    {
        var fold = Fold(0);
        var none = fold with
        {
            Estimate = fold.Estimate! with { Figures = [.. fold.Estimate.Figures.Select((figures, i) => i < 2 ? FoldFigures.None(figures.Kind, figures.Selection, "fewer than two people of class 1") : figures)] },
        };

        var lines = Show(none);

        Assert.Contains(lines, line => line.Contains("│ BA      │                    n/a │", StringComparison.Ordinal));
        Assert.Contains("leave-pair-out: Not available in fold 0: fewer than two people of class 1.", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("Publish", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_autoencoders_nothing_is_claimed() => Assert.Empty(Show(Fold(0) with { Estimate = null }));

    private static List<string> Show(params FoldSummary[] folds)
    {
        using var console = new TestConsole();
        console.Profile.Width = 80;
        ClaimTable.Show(folds, console);
        return [.. console.Lines.Where(line => line.Length > 0)];
    }

    private static FoldSummary Fold(int fold, EstimateCaveats caveats = EstimateCaveats.None)
    {
        ImmutableArray<FoldFigures> figures =
        [
            .. from kind in (EstimateKind[])[EstimateKind.LeavePairOut, EstimateKind.SelectedOnSamePeople]
               from selection in Enum.GetValues<Selection>()
               select new FoldFigures(kind, selection, 0.8, 0.002, 0.9, 0.7, 2500, 0, 0),
            new FoldFigures(EstimateKind.LastEpoch, null, 0.7, 0.002, 0.8, 0.6, 2500, 0, 0),
        ];
        return new FoldSummary(new FoldIndex(fold), [], [], []) { Estimate = new FoldEstimate(figures, 50, 50, caveats) };
    }
}
