using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;

namespace SliceActors.Reports.Charts;

/// <summary>What all pictures of a report have in common: axes with names, colours that colour-blind people can tell apart, and ink that follows the page, light or dark.</summary>
internal static class Chart
{
    // OxyPlot writes colours; the page's own has none of its numbers, so this one stands in for it.
    private static readonly OxyColor Ink = OxyColor.FromRgb(1, 2, 3);

    /// <summary>Blue, orange, green and vermilion of Okabe and Ito.</summary>
    public static IReadOnlyList<OxyColor> Colours { get; } =
        [OxyColor.FromRgb(0, 114, 178), OxyColor.FromRgb(230, 159, 0), OxyColor.FromRgb(0, 158, 115), OxyColor.FromRgb(213, 94, 0)];

    /// <summary>The colour of text and axes.</summary>
    public static OxyColor Foreground => Ink;

    /// <summary>An empty picture.</summary>
    public static PlotModel Model() => new()
    {
        Culture = CultureInfo.InvariantCulture,
        TextColor = Ink,
        PlotAreaBorderThickness = new OxyThickness(0),
        DefaultFontSize = 12,
        DefaultFont = "Arial",
    };

    /// <summary>An axis.</summary>
    /// <param name="position">Where.</param>
    /// <param name="title">What it shows, with its unit; null for none.</param>
    /// <param name="least">Where it begins; null to fit.</param>
    /// <param name="most">Where it ends; null to fit.</param>
    public static LinearAxis Axis(AxisPosition position, string? title, double? least = null, double? most = null) => new()
    {
        Position = position,
        Title = title,
        Minimum = least ?? double.NaN,
        Maximum = most ?? double.NaN,
        AxislineStyle = LineStyle.Solid,
        AxislineColor = Ink,
        TicklineColor = Ink,
        MinorTickSize = 0,
        TitleColor = Ink,
        TextColor = Ink,
        AxisTitleDistance = position == AxisPosition.Left ? 20 : 10,
    };

    /// <summary>The picture as markup, to stand within a page.</summary>
    public static string Svg(PlotModel model, int width, int height)
    {
        var exporter = new SvgExporter { Width = width, Height = height, IsDocument = false };
        return exporter.ExportToString(model)
            .Replace("#010203", "currentColor", StringComparison.OrdinalIgnoreCase).Replace("rgb(1,2,3)", "currentColor", StringComparison.Ordinal)
            .Replace("<svg ", $"<svg viewBox=\"0 0 {width} {height}\" ", StringComparison.Ordinal);
    }
}
