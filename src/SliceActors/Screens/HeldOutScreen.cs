using SliceActors.Runs.Specs;
using SliceActors.Scoring.Estimates;
using SliceActors.Scoring.HeldOut;
using Spectre.Console;

namespace SliceActors.Screens;

/// <summary>What predictions on held-out people are worth: the figures to publish. Fits 80 columns.</summary>
internal static class HeldOutScreen
{
    private static readonly (string Name, Func<ImageLevelFigures, Interval> Figure)[] Rows =
    [
        ("BA", figures => figures.BalancedAccuracy),
        ("sensitivity", figures => figures.Sensitivity),
        ("specificity", figures => figures.Specificity),
        ("PPV", figures => figures.Ppv),
        ("NPV", figures => figures.Npv),
        ("AUC", figures => figures.Auc),
        ("average precision", figures => figures.Probabilities.AveragePrecision),
        ("Brier score", figures => figures.Probabilities.BrierScore),
        ("calibr. intercept", figures => figures.Probabilities.CalibrationIntercept),
        ("calibration slope", figures => figures.Probabilities.CalibrationSlope),
    ];

    /// <summary>Shows the figures of one vote for each selection.</summary>
    /// <param name="set">Name of the set.</param>
    /// <param name="model">What voted, for example <c>mean of 5 folds</c>.</param>
    /// <param name="selections">The figures; at least one.</param>
    /// <param name="console">Where to.</param>
    public static void Show(string set, string model, IReadOnlyList<(Selection Selection, HeldOutFigures Held)> selections, IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Rounded).Title($"Set {Markup.Escape(set)}, {model} (95 % intervals)").AddColumn("image level");
        foreach (var (selection, _) in selections)
        {
            table.AddColumn(new TableColumn($"best by {ScoreTable.BestBy(selection)}").RightAligned());
        }

        foreach (var (name, figure) in Rows)
        {
            table.AddRow([name, .. selections.Select(entry => ClaimTable.Text(figure(entry.Held.Figures)))]);
        }

        console.Write(table);
        foreach (var sentence in Sentences(selections[0].Held))
        {
            console.WriteLine(sentence);
        }
    }

    private static IEnumerable<string> Sentences(HeldOutFigures held)
    {
        yield return ClaimTable.People(held.Positives, held.Negatives, 1);
        if (held.HasOneClassOnly)
        {
            yield return "All are of one class: how well the classes are told apart cannot be said.";
            yield break;
        }

        yield return $"PPV and NPV hold where {100.0 * held.Positives / (held.Positives + held.Negatives):0} % are of class 1, as here.";
        yield return "Best: Brier score 0, calibration intercept 0, calibration slope 1.";
        foreach (var sentence in ClaimTable.FewPeople(held.Figures))
        {
            yield return sentence;
        }

        yield return "Publish these with their intervals if nothing was chosen by these people.";
    }
}
