using System.Collections.Immutable;
using System.Globalization;
using SliceActors.Runs.Queries;
using SliceActors.Runs.States;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SliceActors.Screens;

/// <summary>All networks of a run, a sign for each: a row for each fold, a column for each slice. What is wider than the terminal goes on in another block below.</summary>
internal static class NetworkGrid
{
    private const int Mark = 10;
    private const string Gap = "  ";

    /// <summary>Draws it.</summary>
    /// <param name="view">The run.</param>
    /// <param name="width">Columns of the terminal.</param>
    public static IRenderable Draw(RunView view, int width)
    {
        var lines = new List<string>();
        var folds = view.Folds.Where(fold => fold.Kind is null).ToList();
        var names = folds.Select(fold => $"fold {fold.Fold}").ToList();
        var head = view.FirstSlice is null ? string.Empty : "slice";
        var label = names.Append(head).Max(name => name.Length);
        var columns = Columns(width - label - Gap.Length);
        var networks = folds.Max(fold => fold.Networks.Length);
        for (var first = 0; first < networks; first += columns)
        {
            if (lines.Count > 0)
            {
                lines.Add(string.Empty);
            }

            var count = Math.Min(columns, networks - first);
            if (view.FirstSlice is { } slice)
            {
                lines.Add($"{head.PadRight(label)}{Gap}{Ruler(slice + first, count)}".TrimEnd());
            }

            lines.AddRange(folds.Zip(names, (fold, name) => $"{name.PadRight(label)}{Gap}{Signs([.. fold.Networks.Skip(first).Take(count)])}"));
        }

        lines.Add(Legend(view));
        return new Markup(string.Join('\n', lines));
    }

    /// <summary>Positions above their columns: the first one, and each that ends in 0.</summary>
    internal static string Ruler(int first, int count)
    {
        var ruler = new char[count];
        Array.Fill(ruler, ' ');
        foreach (var column in Enumerable.Range(0, count).Where(column => column == 0 || (first + column) % Mark == 0))
        {
            var text = (first + column).ToString(CultureInfo.InvariantCulture);
            var isFree = column + text.Length <= count && (column == 0 || ruler[column - 1] == ' ') && ruler.AsSpan(column, text.Length).Trim(' ').IsEmpty;
            if (isFree)
            {
                text.CopyTo(ruler.AsSpan(column));
            }
        }

        return new string(ruler);
    }

    // Blocks that end at a multiple of ten are read more easily, where there is room for one.
    private static int Columns(int room) => Math.Max(1, room >= Mark ? room / Mark * Mark : room);

    /// <summary>Neighbours that are alike share a colour.</summary>
    private static string Signs(ImmutableArray<UnitPhase> networks)
    {
        var signs = string.Empty;
        for (var (first, next) = (0, 0); first < networks.Length; first = next)
        {
            while (next < networks.Length && networks[next] == networks[first])
            {
                next++;
            }

            signs += NetworkSigns.Markup(networks[first], next - first);
        }

        return signs;
    }

    private static string Legend(RunView view)
    {
        (UnitPhase Phase, int Count)[] counts =
        [
            (UnitPhase.Completed, view.Folds.Sum(fold => fold.Completed)),
            (UnitPhase.Running, view.Folds.Sum(fold => fold.Running)),
            (UnitPhase.Waiting, view.Folds.Sum(fold => fold.Waiting)),
            (UnitPhase.Failed, view.Folds.Sum(fold => fold.Failed)),
        ];
        return string.Join(Gap, counts.Select(entry => $"{NetworkSigns.Markup(entry.Phase, 1)} {entry.Count.ToString(CultureInfo.InvariantCulture)} {NetworkSigns.Words(entry.Phase)}"));
    }
}
