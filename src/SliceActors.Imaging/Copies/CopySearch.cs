namespace SliceActors.Imaging.Copies;

/// <summary>
/// Finds images that are others under another name: with the same voxels, or as good as. Distances are 1 − r, r being Pearson's correlation of two thumbnails.
/// Heads resemble each other, those of one study and pipeline most of all, so a distance alone says nothing: it is compared with what is usual between different people.
/// </summary>
public sealed class CopySearch
{
    /// <summary>
    /// What is closer than this part of the usual distance is a near copy. Measured: no two people were closer than 0.42 of it (three sets of real heads), copies that
    /// were scaled, rounded to 8 bits or had noise of a fifth of their mean were below 0.03.
    /// </summary>
    public const double NearCopy = 0.05;

    private const int MostReferences = 1000;

    private CopySearch(double usual) => Usual = usual;

    /// <summary>The lower quartile of the distances between images of different people; 0 when there are no two people.</summary>
    public double Usual { get; }

    /// <summary>Learns from the images of a study what is usual; of more than 1,000, from as many at equal steps.</summary>
    public static CopySearch Among(IReadOnlyList<MarkedImage> images)
    {
        ArgumentNullException.ThrowIfNull(images);
        var count = Math.Min(images.Count, MostReferences);
        var some = Enumerable.Range(0, count).Select(i => images[(int)((long)i * images.Count / count)]).ToArray();
        var rows = new double[count][];
        Parallel.For(0, count, i => rows[i] = [.. some.Take(i).Where(other => AreComparable(other, some[i])).Select(other => Distance(other, some[i]))]);
        double[] distances = [.. rows.SelectMany(row => row)];
        Array.Sort(distances);
        return new CopySearch(distances.Length == 0 ? 0 : distances[distances.Length / 4]);
    }

    /// <summary>Looks for copies of some images among others.</summary>
    /// <param name="tested">The images.</param>
    /// <param name="learned">The others.</param>
    /// <returns>At most one copy of each of <paramref name="tested"/>, in their order: one with the same voxels before the nearest one.</returns>
    public CopiesFound Find(IReadOnlyList<MarkedImage> tested, IReadOnlyList<MarkedImage> learned)
    {
        ArgumentNullException.ThrowIfNull(tested);
        ArgumentNullException.ThrowIfNull(learned);
        var sameVoxels = learned.GroupBy(image => image.Mark.Voxels).ToDictionary(group => group.Key, group => group.ToArray());
        var nearest = new (MarkedImage? Image, double Distance)[tested.Count];
        Parallel.For(0, tested.Count, i => nearest[i] = Nearest(tested[i], learned));
        var found = new List<ImageCopy>();
        double? next = null;
        for (var i = 0; i < tested.Count; i++)
        {
            if (sameVoxels.GetValueOrDefault(tested[i].Mark.Voxels)?.FirstOrDefault(other => other.Person != tested[i].Person) is { } same)
            {
                found.Add(new ImageCopy(tested[i], same, null));
            }
            else if (nearest[i] is { Image: { } other, Distance: var distance } && Usual > 0)
            {
                if (distance < NearCopy * Usual)
                {
                    found.Add(new ImageCopy(tested[i], other, distance / Usual));
                }
                else
                {
                    next = Math.Min(next ?? double.MaxValue, distance / Usual);
                }
            }
        }

        return new CopiesFound(found, next);
    }

    private static (MarkedImage? Image, double Distance) Nearest(MarkedImage tested, IReadOnlyList<MarkedImage> learned)
    {
        (MarkedImage? Image, double Distance) nearest = (null, double.MaxValue);
        foreach (var other in learned)
        {
            if (AreComparable(tested, other) && Distance(tested, other) is var distance && distance < nearest.Distance)
            {
                nearest = (other, distance);
            }
        }

        return nearest;
    }

    // Two sessions of one person are alike, and nothing can be said of images of another shape.
    private static bool AreComparable(MarkedImage one, MarkedImage other) =>
        one.Person != other.Person && one.Mark.Thumbnail.Length == other.Mark.Thumbnail.Length;

    // Of vectors of length 1: 1 - r is half the square of their difference, which loses no digits where they are nearly equal.
    private static double Distance(MarkedImage one, MarkedImage other)
    {
        var (left, right, sum) = (one.Mark.Thumbnail, other.Mark.Thumbnail, 0.0);
        for (var i = 0; i < left.Length; i++)
        {
            var difference = (double)left[i] - right[i];
            sum += difference * difference;
        }

        return sum / 2;
    }
}
