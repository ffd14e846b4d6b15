using System.Globalization;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;
using Spectre.Console;

namespace SliceActors.Screens;

/// <summary>A bar for each slice position: where in the brain the difference lies.</summary>
internal static class SliceChart
{
    private const int Width = 40;
    private const int MostRows = 50;
    private const double Chance = 0.5;

    /// <summary>Draws the balanced accuracies of the networks of a <c>multicnn</c>, each the mean over the folds; neighbours share a row where there are many.</summary>
    /// <param name="tree">The results.</param>
    /// <param name="folds">Folds whose tables are written.</param>
    /// <param name="set">The set, as it begins the names of tables.</param>
    /// <param name="console">Where it is drawn.</param>
    public static void Show(ResultTree tree, IEnumerable<FoldIndex> folds, string set, IAnsiConsole console)
    {
        var tables = folds.Select(fold => Path.Combine(tree.Answers(fold, Selection.BestBalancedAccuracy, set), $"{set}_slice_level_metrics.tsv")).Where(File.Exists).ToList();
        var slices = tables.SelectMany(Read).GroupBy(entry => entry.Slice).OrderBy(slice => slice.Key).ToList();
        if (slices.Count == 0)
        {
            return;
        }

        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"BA of each slice's network, set {set}, mean over {Count.Of(tables.Count, "fold")} (| = chance):"));
        foreach (var row in slices.Chunk((slices.Count + MostRows - 1) / MostRows))
        {
            var name = row.Length == 1 ? $"slice  {row[0].Key,3}" : $"slices {row[0].Key,3}-{row[^1].Key,-3}";
            var value = row.SelectMany(slice => slice).Average(entry => entry.Accuracy);
            var remark = row.SelectMany(slice => slice).All(entry => entry.OneClass) ? "  one class only" : string.Empty;
            var (networks, all) = (row.Sum(slice => slice.Count()), row.Length * tables.Count);
            if (networks < all)
            {
                // The others failed.
                remark += $"  {networks} of {Count.Of(all, "network")}";
            }

            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name}  {value:0.000}  {Bar(value)}{remark}"));
        }

        if (File.Exists(tree.Slices) && set == "validation")
        {
            console.WriteLine("Epochs were chosen on the same people; slices.tsv has each slice without that.");
        }
    }

    private static string Bar(double value)
    {
        var (filled, chance) = ((int)Math.Round(value * Width), (int)Math.Round(Chance * Width));
        return string.Concat(Enumerable.Range(0, Width + 1).Select(cell => cell == chance ? '|' : cell < filled + (filled > chance ? 1 : 0) ? '#' : ' ')).TrimEnd();
    }

    private static IEnumerable<(int Slice, double Accuracy, bool OneClass)> Read(string metricsTable)
    {
        var lines = File.ReadLines(metricsTable).Select(line => line.Split('\t')).ToList();
        int Column(string name) => Array.IndexOf(lines[0], name);
        double Number(string[] row, string name) => double.Parse(row[Column(name)], CultureInfo.InvariantCulture);

        // A network for all slices has no position.
        return
            from row in lines.Skip(1)
            where row[Column("slice_id")].Length > 0
            let figures = (Sensitivity: Number(row, "sensitivity"), Specificity: Number(row, "specificity"))
            select (int.Parse(row[Column("slice_id")], CultureInfo.InvariantCulture), Number(row, "balanced_accuracy"), figures is (1, 0) or (0, 1));
    }
}
