using System.Collections.Immutable;
using System.Globalization;
using SliceActors.Scoring.Comparisons;
using SliceActors.Studies.Comparisons;
using Spectre.Console;

namespace SliceActors.Screens;

/// <summary>Shows results that were compared with each other, and what may be said of it. Fits 80 columns.</summary>
internal static class ComparisonScreen
{
    private const double Level = 0.05;
    private const int NameWidth = 14;

    /// <summary>Shows them.</summary>
    /// <param name="compared">The comparisons.</param>
    /// <param name="table">The file that holds all figures; null when none was asked for.</param>
    /// <param name="console">Where to.</param>
    public static void Show(ComparedStudies compared, string? table, IAnsiConsole console)
    {
        var comparisons = compared.Comparisons;
        console.Write(Table(compared));
        foreach (var people in comparisons.Select(pair => ClaimTable.People(pair.Positives, pair.Negatives, pair.Folds)).Distinct())
        {
            console.WriteLine(people);
        }

        foreach (var sentence in comparisons.Select(pair => Verdict(pair, comparisons.Length)).Concat(comparisons.SelectMany(pair => pair.Notes.Select(note => $"{pair.First}, {pair.Second}: {note}"))).Concat(Methods(comparisons)))
        {
            console.WriteLine(sentence);
        }

        if (table is not null)
        {
            console.WriteLine($"All figures: {table}");
        }
    }

    /// <summary>A name of at most so many characters: its beginning and its end.</summary>
    internal static string Shortened(string name, int width) => name.Length <= width ? name : $"{name[..((width - 1) / 2)]}…{name[^(width / 2)..]}";

    private static Table Table(ComparedStudies compared)
    {
        var hasHolm = compared.Comparisons.Length > 1;
        var table = new Table().Border(TableBorder.Rounded).ShowRowSeparators()
            .Title($"Image level, set {Markup.Escape(compared.Set)} (BA = balanced accuracy)")
            .AddColumns("first − second", "figure")
            .AddColumn(new TableColumn("difference (95 %)").RightAligned())
            .AddColumn(new TableColumn("p").RightAligned());
        if (hasHolm)
        {
            table.AddColumn(new TableColumn("Holm p").RightAligned());
        }

        foreach (var pair in compared.Comparisons)
        {
            var shown = pair.Differences.Where(IsShown).ToList();
            string[] cells =
            [
                $"{Shortened(pair.First, NameWidth)}\n− {Shortened(pair.Second, NameWidth)}",
                Lines(Name),
                Lines(Text),
                Lines(difference => P(difference, difference.P)),
                .. hasHolm ? [Lines(difference => P(difference, difference.HolmP))] : Array.Empty<string>(),
            ];
            table.AddRow([.. cells.Select(Markup.Escape)]);

            string Lines(Func<Difference, string> line) => string.Join('\n', shown.Select(line));
        }

        return table;
    }

    // The bootstrap of the AUC is in the table only: its figure has DeLong's interval on the screen.
    private static bool IsShown(Difference difference) => difference is not { Figure: ComparedFigure.Auc, Method: ComparisonMethod.Bootstrap };

    private static string Name(Difference difference) => (difference.Figure, difference.Method) switch
    {
        (ComparedFigure.Calls, _) => "calls",
        (var figure, ComparisonMethod.NadeauBengio) => $"{Short(figure)}, folds",
        (var figure, _) => Short(figure),
    };

    private static string Short(ComparedFigure figure) => figure == ComparedFigure.Auc ? "AUC" : "BA";

    /// <summary>A difference with its interval.</summary>
    internal static string Text(Difference difference) => difference switch
    {
        { Figure: ComparedFigure.Calls } => Format($"{difference.First} and {difference.Second} people"),
        { Value.Lower: double.NaN } => Format($"{difference.Value.Value:+0.000;-0.000;0.000} (n/a)"),
        _ => Format($"{difference.Value.Value:+0.000;-0.000;0.000} ({difference.Value.Lower:0.000} to {difference.Value.Upper:0.000})"),
    };

    /// <summary>A p, or a dash where the method has none.</summary>
    internal static string P(Difference difference, double p) => difference.Method == ComparisonMethod.Bootstrap ? "–" : double.IsNaN(p) ? "n/a" : p < 0.001 ? "<0.001" : Format($"{p:0.000}");

    private static string Verdict(Comparison pair, int pairs)
    {
        var difference = pair.Differences[0];
        if (double.IsNaN(difference.P))
        {
            return $"{pair.First} and {pair.Second}: the same difference in every person, or none: there is nothing to test.";
        }

        if (difference.HolmP < Level)
        {
            var (better, worse) = difference.Value.Value > 0 ? (pair.First, pair.Second) : (pair.Second, pair.First);
            return $"{better} ranks these people better than {worse} (AUC, {(pairs > 1 ? "Holm " : string.Empty)}p {(difference.HolmP < 0.001 ? "< 0.001" : Format($"= {difference.HolmP:0.000}"))}).";
        }

        var smallest = difference.SmallestDetectable;
        return $"{pair.First} and {pair.Second}: no difference can be shown. With these {pair.Positives + pair.Negatives} people {(smallest < 1 ? Format($"only differences in AUC above {smallest:0.00} would show (power 80 %)") : "none could show")}; that is no proof of being equal.";
    }

    private static IEnumerable<string> Methods(ImmutableArray<Comparison> comparisons)
    {
        var isValidation = comparisons.Any(pair => pair.Folds > 0);
        yield return isValidation
            ? "AUC: leave-pair-out, variance of DeLong, doubled for a mean of folds."
            : "AUC: DeLong. BA: bootstrap over people. Calls: exact McNemar, people whom only the first and only the second gets right.";
        if (comparisons.Any(pair => pair.Folds > 1))
        {
            yield return "AUC, folds and BA, folds: corrected t over the folds (Nadeau and Bengio).";
        }

        yield return "Take the figure that was decided on beforehand: the best of them is a choice again.";
        if (comparisons.Length > 1)
        {
            yield return $"Holm p is adjusted for the {comparisons.Length} pairs, each line of the table by itself.";
        }
    }

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
