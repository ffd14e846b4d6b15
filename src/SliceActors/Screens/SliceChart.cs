using System.Globalization;

namespace SliceActors.Screens;

/// <summary>A bar for each slice position: where in the brain the difference lies.</summary>
internal static class SliceChart
{
    private const int Width = 40;

    /// <summary>Draws the balanced accuracies of a slice-level metrics table of a <c>multicnn</c>.</summary>
    public static void Show(string metricsTable)
    {
        var lines = File.ReadLines(metricsTable).Select(line => line.Split('\t')).ToList();
        var (slice, figure) = (Array.IndexOf(lines[0], "slice_id"), Array.IndexOf(lines[0], "balanced_accuracy"));
        foreach (var row in lines.Skip(1))
        {
            var value = double.Parse(row[figure], CultureInfo.InvariantCulture);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  slice {row[slice],3}  {value:0.000}  {new string('#', (int)Math.Round(value * Width))}"));
        }
    }
}
