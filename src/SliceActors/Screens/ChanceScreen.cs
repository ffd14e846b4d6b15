using System.Globalization;
using SliceActors.Runs.Files;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Tables;
using Spectre.Console;

namespace SliceActors.Screens;

/// <summary>How often chance does as well as a study, and how far other seeds lead away from it; nothing where neither was trained.</summary>
internal static class ChanceScreen
{
    private const double Level = 0.05;
    private const int MostSlices = 6;

    public static void Show(ResultTree tree, IAnsiConsole console)
    {
        if (File.Exists(tree.Chance))
        {
            foreach (var selection in ChanceTableReader.ReadChance(tree.Chance).ToLookup(row => row.Selection))
            {
                var votes = selection.Where(row => row.Slice is null).ToList();
                console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Count.Of(votes[0].Permutations, "permutation")} of the labels, best by {BestBy(selection.Key)}: p = {P(votes, "balanced_accuracy")} (BA), {P(votes, "auc")} (AUC)."));
                console.WriteLine($"  Slices better than chance, all slices considered: {Slices([.. selection.Where(row => row.Slice is not null && row.P <= Level).Select(row => row.Slice!.Value)])}");
            }
        }

        if (File.Exists(tree.Repeats))
        {
            foreach (var selection in ChanceTableReader.ReadRepeats(tree.Repeats).ToLookup(row => row.Selection))
            {
                var (sd, least, most) = (Row(selection, "sd"), Row(selection, "least"), Row(selection, "most"));
                console.WriteLine($"With other seeds, best by {BestBy(selection.Key)}:");
                console.WriteLine($"  BA {Figure(least.Accuracy)} to {Figure(most.Accuracy)} (SD {Figure(sd.Accuracy)}), AUC {Figure(least.Auc)} to {Figure(most.Auc)} (SD {Figure(sd.Auc)})");
            }
        }
    }

    private static string BestBy(Selection selection) => selection == Selection.BestLoss ? "loss" : "BA";

    private static (double Auc, double Accuracy) Row(IEnumerable<(string Repeat, Selection Selection, double Auc, double BalancedAccuracy)> rows, string name)
    {
        var row = rows.First(row => row.Repeat == name);
        return (row.Auc, row.BalancedAccuracy);
    }

    private static string P(IEnumerable<(Selection Selection, string Figure, int? Slice, int Permutations, double P)> votes, string figure) => Figure(votes.First(row => row.Figure == figure).P);

    private static string Figure(double value) => double.IsNaN(value) ? "n/a" : value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Slices(IReadOnlyList<int> slices) =>
        slices.Count == 0 ? "none" : $"{string.Join(", ", slices.Take(MostSlices))}{(slices.Count > MostSlices ? $" and {slices.Count - MostSlices} more" : string.Empty)}";
}
