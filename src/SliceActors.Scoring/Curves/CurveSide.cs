namespace SliceActors.Scoring.Curves;

/// <summary>A curve that goes up and to the right, seen along one of its rates: at each place a stretch of the other one.</summary>
internal sealed class CurveSide
{
    private readonly double[] places;
    private readonly (double Least, double Most)[] stretches;

    /// <summary>Sees a curve.</summary>
    /// <param name="points">Its points, in their order: the rate to go along, and the other one. The first is (0, 0), the last (1, 1).</param>
    public CurveSide(IEnumerable<(double Along, double Across)> points)
    {
        var groups = points.GroupBy(point => point.Along, point => point.Across).ToList();
        places = [.. groups.Select(group => group.Key)];
        stretches = [.. groups.Select(group => (group.First(), group.Last()))];
    }

    /// <summary>The curve at a rate: the end of the stretch there, or the straight line between two.</summary>
    public double At(double rate)
    {
        var (before, after, part) = Around(rate);
        return Between(stretches[before].Most, before == after ? stretches[after].Most : stretches[after].Least, part);
    }

    /// <summary>The least that the curve may come to between two places that were seen: the line that joins the beginnings of stretches.</summary>
    public double Least(double rate)
    {
        var (before, after, part) = Around(rate);
        return Between(stretches[before].Least, stretches[after].Least, part);
    }

    /// <summary>The most that it may come to: the line that joins their ends.</summary>
    public double Most(double rate)
    {
        var (before, after, part) = Around(rate);
        return Between(stretches[before].Most, stretches[after].Most, part);
    }

    private static double Between(double from, double to, double part) => from + (part * (to - from));

    private (int Before, int After, double Part) Around(double rate)
    {
        var found = Array.BinarySearch(places, rate);
        var after = Math.Min(found >= 0 ? found : ~found, places.Length - 1);
        return found >= 0 || places[after] < rate ? (after, after, 0) : (after - 1, after, (rate - places[after - 1]) / (places[after] - places[after - 1]));
    }
}
