using System.Collections.Immutable;
using System.Globalization;
using SliceActors.Runs.Outcomes;
using SliceActors.Scoring.Estimates;
using Spectre.Console;

namespace SliceActors.Screens;

/// <summary>What may be claimed of a study: the figure to publish first, then what it is compared with. Fits 80 columns.</summary>
internal static class ClaimTable
{
    /// <summary>Above this width of its interval a figure has one digit only.</summary>
    private const double Wide = 0.3;

    /// <summary>Shows the figures of the folds that are merged; nothing where there are none.</summary>
    public static void Show(IEnumerable<FoldSummary> folds, IAnsiConsole console)
    {
        var estimates = RunEstimate.All(folds);
        if (estimates.IsEmpty)
        {
            return;
        }

        console.Write(Table(estimates));
        foreach (var sentence in Sentences(estimates))
        {
            console.WriteLine(sentence);
        }
    }

    /// <summary><c>0.726 (0.612 to 0.812)</c>; <c>0.7 (0.51 to 0.86)</c> where the interval is wide; <c>n/a</c> without a figure.</summary>
    internal static string Text(Interval figure)
    {
        var (value, bounds) = IsWide(figure) ? ("0.0", "0.00") : ("0.000", "0.000");
        return double.IsNaN(figure.Value) ? "n/a" : $"{Number(figure.Value, value)} ({Number(figure.Lower, bounds)} to {Number(figure.Upper, bounds)})";
    }

    /// <summary>What so few people cannot show; nothing where intervals are narrow enough.</summary>
    internal static IEnumerable<string> FewPeople(ImageLevelFigures figures)
    {
        if (IsWide(figures.Auc) || IsWide(figures.BalancedAccuracy))
        {
            var least = figures.Detectable;
            yield return double.IsNaN(least.BalancedAccuracy) && double.IsNaN(least.Auc)
                ? "So few people tell no figure from chance."
                : $"So few people tell a BA from chance {From(least.BalancedAccuracy)}, an AUC {From(least.Auc)}.";
        }

        static string From(double least) => double.IsNaN(least) ? "never" : $"from {Number(least, "0.00")} on";
    }

    /// <summary>How many people figures are of.</summary>
    internal static string People(int positives, int negatives, int folds) =>
        $"n = {positives + negatives} people ({positives} of class 1, {negatives} of class 0){(folds > 1 ? $", mean of {folds} folds" : string.Empty)}.";

    private static Table Table(ImmutableArray<RunEstimate> estimates)
    {
        var table = new Table().Border(TableBorder.Rounded).ShowRowSeparators()
            .Title("Image level, validation set (BA = balanced accuracy, 95 % intervals)")
            .AddColumns("figure", "best by")
            .AddColumn(new TableColumn("BA").RightAligned())
            .AddColumn(new TableColumn("AUC").RightAligned());
        foreach (var kind in estimates.GroupBy(estimate => estimate.Kind))
        {
            table.AddRow(
                Name(kind.Key, kind.First().Caveats),
                string.Join('\n', kind.Select(estimate => estimate.Selection is { } selection ? ScoreTable.BestBy(selection) : "–")),
                string.Join('\n', kind.Select(estimate => Text(estimate.Figures.BalancedAccuracy))),
                string.Join('\n', kind.Select(estimate => Text(estimate.Figures.Auc))));
        }

        return table;
    }

    private static string Name(EstimateKind kind, EstimateCaveats caveats) => kind switch
    {
        EstimateKind.LeavePairOut => caveats == EstimateCaveats.None ? "leave-pair-out:\npublish this" : "leave-pair-out:\nread the note",
        EstimateKind.SelectedOnSamePeople => "selected on the\nsame people",
        EstimateKind.LastEpoch => "last epoch,\nequal weights",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static IEnumerable<string> Sentences(ImmutableArray<RunEstimate> estimates)
    {
        var honest = estimates[0];
        if ((honest.Folds.IsEmpty ? estimates.FirstOrDefault(estimate => !estimate.Folds.IsEmpty) : honest) is { } known)
        {
            yield return People(known.Positives, known.Negatives, known.Folds.Length);
        }

        foreach (var estimate in estimates.Where(estimate => estimate.Kind == EstimateKind.LeavePairOut && !estimate.Folds.IsEmpty))
        {
            yield return $"Best by {ScoreTable.BestBy(estimate.Selection!.Value)}: sensitivity {Text(estimate.Figures.Sensitivity)}, specificity {Text(estimate.Figures.Specificity)}.";
        }

        foreach (var sentence in FewPeople(honest.Figures))
        {
            yield return sentence;
        }

        if (!honest.Folds.IsEmpty && honest.Caveats == EstimateCaveats.None)
        {
            yield return "Publish leave-pair-out with its interval: it chose nothing on those it judges.";
            yield return "Take BA or loss as decided beforehand: the better of the two is a choice again.";
        }

        foreach (var note in EstimateNotes.Of(honest.Caveats))
        {
            yield return $"Note: {note}";
        }

        foreach (var kind in estimates.GroupBy(estimate => estimate.Kind))
        {
            foreach (var missing in kind.SelectMany(EstimateNotes.Missing).Distinct())
            {
                yield return $"{Name(kind.Key, EstimateCaveats.None).Split([':', '\n'])[0].TrimEnd(',')}: {missing}";
            }
        }

        foreach (var estimate in estimates.Where(estimate => estimate.Selection is not null && estimate.EqualWeightPairs > 0))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Best by {ScoreTable.BestBy(estimate.Selection!.Value)}: for {100.0 * estimate.EqualWeightPairs / estimate.Pairs:0.#} % of the pairs no slice passed the threshold, and all weighed the same.");
        }

        if (honest.SkippedPairs > 0)
        {
            yield return $"{Count.Of(honest.SkippedPairs, "pair")} left out: without their people a class is empty.";
        }
    }

    /// <summary>Whether so little is known of a figure that it has one digit only.</summary>
    internal static bool IsWide(Interval figure) => figure.Upper - figure.Lower > Wide;

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
