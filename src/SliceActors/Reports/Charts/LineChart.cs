using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace SliceActors.Reports.Charts;

/// <summary>Lines and points over two axes.</summary>
internal static class LineChart
{
    /// <summary>Room for fonts that are wider than the one that a name is measured by.</summary>
    private const string Gap = "\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0";

    private const byte Faint = 60;

    /// <summary>Pixels for six digits beside the axis of a small picture.</summary>
    private const double SmallMargin = 52;

    /// <summary>Pixels from a number to the next on that axis, at least.</summary>
    private const double SmallInterval = 40;

    /// <summary>One line, or points that no line joins.</summary>
    /// <param name="Name">Its name in the legend; null for none.</param>
    /// <param name="Points">Its points.</param>
    /// <param name="Colour">Number of its colour; −1 for that of the text.</param>
    /// <param name="Join">How points are joined.</param>
    internal sealed record Line(string? Name, IReadOnlyList<(double X, double Y)> Points, int Colour, Join Join = Join.Solid)
    {
        /// <summary>Bounds of the points, drawn as a band; null for none.</summary>
        public IReadOnlyList<(double X, double Lower, double Upper)>? Band { get; init; }
    }

    /// <summary>How points are joined.</summary>
    internal enum Join
    {
        /// <summary>By a line.</summary>
        Solid,

        /// <summary>By a thin line: one of many.</summary>
        Thin,

        /// <summary>By a dashed line.</summary>
        Dashed,

        /// <summary>By a thin dashed line, for what is known beforehand.</summary>
        ThinDashed,

        /// <summary>Not at all: a mark for each.</summary>
        Marks,
    }

    /// <summary>An axis.</summary>
    /// <param name="Title">What it shows, with its unit; null for none.</param>
    /// <param name="Least">Where it begins; null to fit.</param>
    /// <param name="Most">Where it ends; null to fit.</param>
    internal sealed record Scale(string? Title, double? Least = null, double? Most = null)
    {
        /// <summary>Whether there is nothing between whole numbers.</summary>
        public bool IsWhole { get; init; }

        /// <summary>An axis from 0 to 1, with room to see marks at its ends whole.</summary>
        public static Scale OfShare(string title) => new(title, -0.03, 1.03);
    }

    /// <summary>Draws it.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="x">The horizontal axis.</param>
    /// <param name="y">The vertical axis.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    public static string Svg(IEnumerable<Line> lines, Scale x, Scale y, int width, int height)
    {
        var model = Chart.Model();
        model.Axes.Add(Chart.Axis(AxisPosition.Bottom, x.Title, x.Least, x.Most));
        model.Axes.Add(Chart.Axis(AxisPosition.Left, y.Title, y.Least, y.Most));
        model.Axes[0].MinimumMajorStep = x.IsWhole ? 1 : 0;
        if (y.Title is null)
        {
            // Nothing else keeps long numbers within a small picture, and not too many of them.
            (model.PlotMargins, model.Axes[1].IntervalLength) = (new OxyThickness(SmallMargin, double.NaN, double.NaN, double.NaN), SmallInterval);
        }

        foreach (var line in lines)
        {
            if (line.Band is { } band)
            {
                var area = new AreaSeries { Color = OxyColors.Transparent, Fill = OxyColor.FromAColor(Faint, Chart.Colours[line.Colour]), RenderInLegend = false };
                area.Points.AddRange(band.Where(point => double.IsFinite(point.Lower)).Select(point => new DataPoint(point.X, point.Lower)));
                area.Points2.AddRange(band.Where(point => double.IsFinite(point.Upper)).Select(point => new DataPoint(point.X, point.Upper)));
                model.Series.Add(area);
            }

            var colour = line.Colour < 0 ? Chart.Foreground : Chart.Colours[line.Colour];
            var series = new LineSeries { Title = line.Name is null ? null : line.Name + Gap, Color = colour, LineStyle = line.Join switch { Join.Dashed or Join.ThinDashed => LineStyle.Dash, Join.Marks => LineStyle.None, _ => LineStyle.Solid }, StrokeThickness = line.Join is Join.Thin or Join.ThinDashed ? 0.75 : 2, RenderInLegend = line.Name is not null };
            if (line.Join == Join.Marks)
            {
                (series.MarkerType, series.MarkerSize, series.MarkerFill) = (MarkerType.Circle, 4, colour);
            }

            series.Points.AddRange(line.Points.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y)).Select(point => new DataPoint(point.X, point.Y)));
            model.Series.Add(series);
        }

        if (model.Series.Any(series => series.RenderInLegend))
        {
            model.Legends.Add(new Legend { LegendPlacement = LegendPlacement.Outside, LegendPosition = LegendPosition.TopCenter, LegendOrientation = LegendOrientation.Horizontal, LegendTextColor = Chart.Foreground });
        }

        return Chart.Svg(model, width, height);
    }
}
