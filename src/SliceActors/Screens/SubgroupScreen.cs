using System.Globalization;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Subgroups;
using Spectre.Console;

namespace SliceActors.Screens;

/// <summary>For whom predictions fail. Fits 80 columns.</summary>
internal static class SubgroupScreen
{
    /// <summary>Fewer people of a class say nothing of their own.</summary>
    private const int Few = 3;

    /// <summary>Names in a sentence.</summary>
    private const int Most = 5;

    /// <summary>For whom predictions on held-out people fail.</summary>
    public static void Show(Selection selection, SubgroupReport report, IAnsiConsole console) => Show($"best by {ScoreTable.BestBy(selection)}", "fold", report, console);

    /// <summary>For whom networks fail among the people of the validation sets.</summary>
    public static void ShowValidation(SubgroupReport report, IAnsiConsole console)
    {
        Show("last epoch, equal weights", "training", report, console);
        if (report.Answers is [{ Folds: 1 }, ..])
        {
            var wrong = report.Answers.Where(answer => answer.IsWrongInEveryFold).ToList();
            console.WriteLine(wrong.Count == 0
                ? "Nobody is called wrong by the last epoch, equal weights."
                : $"Called wrong by the last epoch: {wrong.Count} of {Count.Of(report.Answers.Length, "session")}, worst {Names(wrong)}.");
        }
    }

    private static void Show(string vote, string time, SubgroupReport report, IAnsiConsole console)
    {
        var shown = report.Subgroups.Where(subgroup => Math.Min(subgroup.Held.Positives, subgroup.Held.Negatives) >= Few).ToLookup(subgroup => subgroup.Column);
        if (shown.Any(column => column.Count() > 1))
        {
            var table = new Table().Border(TableBorder.Rounded).Title($"For whom it fails ({vote}, 95 % intervals)").AddColumns("who", "n");
            table.AddColumn(new TableColumn("BA").RightAligned()).AddColumn(new TableColumn("AUC").RightAligned());
            foreach (var subgroup in shown.Where(column => column.Count() > 1).SelectMany(column => column))
            {
                table.AddRow(
                    Markup.Escape(Short($"{subgroup.Column} {subgroup.Name}")), $"{subgroup.Held.Positives}+{subgroup.Held.Negatives}",
                    ClaimTable.Text(subgroup.Held.Figures.BalancedAccuracy), ClaimTable.Text(subgroup.Held.Figures.Auc));
            }

            console.Write(table);
            console.WriteLine("n = people of class 1 + people of class 0.");
        }

        foreach (var sentence in Sentences(time, report, shown))
        {
            console.WriteLine(sentence);
        }
    }

    private static IEnumerable<string> Sentences(string time, SubgroupReport report, ILookup<string, Subgroup> shown)
    {
        foreach (var test in report.Tests.Where(test => shown[test.Column].Count() > 1 && !(double.IsNaN(test.AucP) && double.IsNaN(test.BalancedAccuracyP))))
        {
            string[] known =
            [
                .. double.IsNaN(test.BalancedAccuracyP) ? Array.Empty<string>() : [$"p {P(test.BalancedAccuracyP)} for the BA"],
                .. double.IsNaN(test.AucP) ? Array.Empty<string>() : [$"p {P(test.AucP)} for the AUC"],
            ];
            yield return $"Do figures differ by {test.Column}? {string.Join(", ", known)}.";
        }

        foreach (var confound in report.Confounds.Where(confound => confound.P < 0.05))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Beyond the label the answer follows {confound.Column}: {100 * confound.Explained:0} % of the rest, p {P(confound.P)}.");
        }

        if (report.Answers.FirstOrDefault()?.Folds > 1 && report.Answers.Where(answer => answer.IsWrongInEveryFold).ToList() is { Count: > 0 } wrong)
        {
            yield return $"Wrong in every {time}: {Count.Of(wrong.Count, "session")}, worst {Names(wrong)}.";
        }
    }

    private static string Names(IEnumerable<PersonalAnswer> answers) =>
        string.Join(", ", answers.Take(Most).Select(answer => answer.Image.ParticipantId).Distinct(StringComparer.Ordinal));

    private static string Short(string who) => who.Length <= 17 ? who : $"{who[..16]}…";

    private static string P(double p) => p < 0.001 ? "< 0.001" : "= " + p.ToString("0.000", CultureInfo.InvariantCulture);
}
