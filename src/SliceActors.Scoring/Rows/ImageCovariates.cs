namespace SliceActors.Scoring.Rows;

/// <summary>Age, sex and site of the person on each image of a study.</summary>
/// <param name="Ages">In years; NaN where not known. Null when nobody's is.</param>
/// <param name="Sexes">1 for M, 0 for F; NaN where not known. Null when nobody's is.</param>
/// <param name="Sites">Empty where not known. Null when nobody's is.</param>
public sealed record ImageCovariates(double[]? Ages, double[]? Sexes, string[]? Sites)
{
    /// <summary>Those of some of the images, in a given order.</summary>
    public ImageCovariates At(int[] images) => new(
        Ages is null ? null : Array.ConvertAll(images, image => Ages[image]),
        Sexes is null ? null : Array.ConvertAll(images, image => Sexes[image]),
        Sites is null ? null : Array.ConvertAll(images, image => Sites[image]));

    /// <summary>The sites of images, in their order; none when there is one only, which tells nobody apart.</summary>
    internal string[] SitesOf(IEnumerable<int> images)
    {
        string[] sites = Sites is null ? [] : [.. images.Select(image => Sites[image]).Where(site => site.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return sites.Length < 2 ? [] : sites;
    }

    /// <summary>The covariates of an image as numbers; a site is one column of 0 and 1 for each site.</summary>
    /// <param name="image">The image.</param>
    /// <param name="sites">Sites that have a column.</param>
    internal double[] Row(int image, IReadOnlyList<string> sites) =>
    [
        .. Ages is null ? [] : (double[])[Ages[image]],
        .. Sexes is null ? [] : (double[])[Sexes[image]],
        .. sites.Select(site => Sites![image].Length == 0 ? double.NaN : Sites[image] == site ? 1.0 : 0.0),
    ];
}
