using SliceActors.Scoring.Estimates;

namespace SliceActors.Scoring.Tables;

/// <summary>The columns of image-level figures with their intervals, three for each figure.</summary>
internal static class FigureColumns
{
    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names { get; } =
        [.. ((string[])["auc", "balanced_accuracy", "sensitivity", "specificity"]).SelectMany(figure => (string[])[figure, $"{figure}_lower", $"{figure}_upper"])];

    /// <summary>Writes the cells of a row, in the order of the names.</summary>
    public static TsvWriter Figures(this TsvWriter table, params ReadOnlySpan<Interval> figures)
    {
        foreach (var figure in figures)
        {
            table.Cell(figure.Value).Cell(figure.Lower).Cell(figure.Upper);
        }

        return table;
    }
}
