using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;
using SliceActors.Scoring.Estimates;

namespace SliceActors.Reports.Charts;

/// <summary>Figures with their intervals, one below the other.</summary>
internal static class ForestChart
{
    /// <summary>A mark at 1 has to be seen whole.</summary>
    private const double EndOfMarks = 1.02;

    /// <summary>Pixels in the widest of the usual fonts: which one shows the page is not known here.</summary>
    private const double WidthOfCharacter = 7.5;

    /// <summary>Draws it.</summary>
    /// <param name="rows">Name and figure of each row, from above; those without a figure are left out.</param>
    /// <param name="title">What the figures are.</param>
    /// <param name="chance">Where the figure of chance lies: a dashed line, which the caption names.</param>
    public static string Svg(IEnumerable<(string Name, Interval Figure)> rows, string title, double chance)
    {
        var known = rows.Where(row => !double.IsNaN(row.Figure.Value)).Reverse().ToList();
        var model = Chart.Model();
        var scale = Chart.Axis(AxisPosition.Bottom, title, 0, EndOfMarks);
        scale.MajorStep = 0.2;
        model.Axes.Add(scale);
        var names = new CategoryAxis { Position = AxisPosition.Left, TextColor = Chart.Foreground, TickStyle = TickStyle.None, AxislineStyle = LineStyle.None, GapWidth = 0.2 };
        model.PlotMargins = new OxyThickness((known.Select(row => row.Name.Length).DefaultIfEmpty(0).Max() * WidthOfCharacter) + 10, 0, 10, 50);
        names.Labels.AddRange(known.Select(row => row.Name));
        model.Axes.Add(names);
        var points = new ScatterSeries { MarkerType = MarkerType.Circle, MarkerSize = 5, MarkerFill = Chart.Colours[0] };
        for (var i = 0; i < known.Count; i++)
        {
            model.Series.Add(Bar(i, known[i].Figure));
            points.Points.Add(new ScatterPoint(known[i].Figure.Value, i));
        }

        model.Series.Add(points);
        model.Annotations.Add(new LineAnnotation { Type = LineAnnotationType.Vertical, X = chance, Color = Chart.Foreground, LineStyle = LineStyle.Dash });
        return Chart.Svg(model, 760, 90 + (28 * known.Count));
    }

    private static LineSeries Bar(int row, Interval figure)
    {
        var line = new LineSeries { Color = Chart.Colours[0], StrokeThickness = 2 };
        line.Points.Add(new DataPoint(figure.Lower, row));
        line.Points.Add(new DataPoint(figure.Upper, row));
        return line;
    }
}
