using System.Globalization;
using System.Text;
using SliceActors.Imaging.Maps;
using SliceActors.Imaging.Pictures;

namespace SliceActors.Reports.Charts;

/// <summary>AUCs of slices over three planes of a volume: a band for each slice where the planes cut it, orange above 0.5, blue below, the stronger the farther from it.</summary>
internal static class AnatomyFigure
{
    private const double Width = 760;
    private const double Margin = 22;
    private const double LegendHeight = 46;
    private const double Strongest = 0.75;
    private const string Above = "#e69f00";
    private const string Below = "#0072b2";

    /// <summary>Draws it.</summary>
    /// <param name="anatomy">The volume.</param>
    /// <param name="cut">The axis that slices were cut across, 0 to 2.</param>
    /// <param name="slices">Position and AUC of each slice.</param>
    /// <param name="best">The slice whose plane is shown.</param>
    public static string Svg(Anatomy anatomy, int cut, IReadOnlyList<(int Slice, double Auc)> slices, int best)
    {
        var size = Enumerable.Range(0, 3).Select(anatomy.Grid.Affine.VoxelSize).ToArray();
        var planes = Enumerable.Range(0, 3).Select(axis => (Axis: axis, Plane: anatomy.PlaneAxes(axis))).ToList();
        var scale = (Width - (6 * Margin)) / planes.Sum(plane => plane.Plane.Across.Length * size[plane.Plane.Across.Axis]);
        var height = planes.Max(plane => plane.Plane.Up.Length * size[plane.Plane.Up.Axis]) * scale;
        var total = height + (2 * Margin) + LegendHeight;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width:0} {total:0}\" width=\"{Width:0}\" height=\"{total:0}\" font-size=\"12\" text-anchor=\"middle\" fill=\"currentColor\">");
        var left = Margin;
        foreach (var (axis, (across, up)) in planes)
        {
            var (width, tall) = (across.Length * size[across.Axis] * scale, up.Length * size[up.Axis] * scale);
            var top = Margin + ((height - tall) / 2);
            var position = axis == cut ? best : (axis == 0 ? anatomy.Grid.Shape.Depth : axis == 1 ? anatomy.Grid.Shape.Height : anatomy.Grid.Shape.Width) / 2;
            svg.Append(CultureInfo.InvariantCulture, $"<image x=\"{left:0.##}\" y=\"{top:0.##}\" width=\"{width:0.##}\" height=\"{tall:0.##}\" preserveAspectRatio=\"none\" href=\"data:image/png;base64,{Png(anatomy.Cut(axis, position))}\"/>");
            foreach (var (slice, auc) in slices)
            {
                if (across.Axis == cut)
                {
                    Band(svg, left + (slice * width / across.Length), top, width / across.Length, tall, auc);
                }
                else if (up.Axis == cut)
                {
                    Band(svg, left, top + tall - ((slice + 1) * tall / up.Length), width, tall / up.Length, auc);
                }
            }

            var (first, last) = anatomy.Grid.Ends(across.Axis);
            var (bottom, above) = anatomy.Grid.Ends(up.Axis);
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{left - 9:0.##}\" y=\"{top + (tall / 2):0.##}\">{first}</text><text x=\"{left + width + 9:0.##}\" y=\"{top + (tall / 2):0.##}\">{last}</text>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{left + (width / 2):0.##}\" y=\"{top - 5:0.##}\">{above}</text><text x=\"{left + (width / 2):0.##}\" y=\"{top + tall + 14:0.##}\">{bottom}</text>");
            left += width + (2 * Margin);
        }

        Legend(svg, height + (2 * Margin));
        return svg.Append("</svg>").ToString();
    }

    /// <summary>Draws one plane, as it was scanned.</summary>
    /// <param name="anatomy">The volume.</param>
    /// <param name="axis">The axis that it is cut across, 0 to 2.</param>
    /// <param name="position">Where.</param>
    public static string Plane(Anatomy anatomy, int axis, int position)
    {
        var (across, up) = anatomy.PlaneAxes(axis);
        var (width, height) = (across.Length * anatomy.Grid.Affine.VoxelSize(across.Axis), up.Length * anatomy.Grid.Affine.VoxelSize(up.Axis));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:0.##} {height:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\"><image width=\"{width:0.##}\" height=\"{height:0.##}\" preserveAspectRatio=\"none\" href=\"data:image/png;base64,{Png(anatomy.Cut(axis, position))}\"/></svg>");
    }

    private static void Band(StringBuilder svg, double x, double y, double width, double height, double auc)
    {
        if (double.IsFinite(auc))
        {
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" fill=\"{(auc > 0.5 ? Above : Below)}\" fill-opacity=\"{Math.Abs(auc - 0.5) * 2 * Strongest:0.##}\"/>");
        }
    }

    // On black, as the bands lie on the picture.
    private static void Legend(StringBuilder svg, double top)
    {
        const int Steps = 11;
        const double Step = 34;
        var left = (Width - (Steps * Step)) / 2;
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{left:0.##}\" y=\"{top:0.##}\" width=\"{Steps * Step:0.##}\" height=\"14\" fill=\"#000\"/>");
        for (var step = 0; step < Steps; step++)
        {
            var auc = step / (Steps - 1.0);
            Band(svg, left + (step * Step), top, Step, 14, auc);
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{left + ((step + 0.5) * Step):0.##}\" y=\"{top + 28:0.##}\">{auc:0.0}</text>");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{left - 24:0.##}\" y=\"{top + 12:0.##}\">AUC</text>");
    }

    private static string Png(GreyPicture picture)
    {
        using var stream = new MemoryStream();
        PngFile.Write(stream, picture);
        return Convert.ToBase64String(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
