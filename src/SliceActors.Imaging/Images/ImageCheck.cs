using SliceActors.Imaging.Slices;
using SliceActors.Runs.Errors;

namespace SliceActors.Imaging.Images;

/// <summary>The thorough look at images: decodes them to the last voxel and keeps nothing.</summary>
public static class ImageCheck
{
    /// <summary>What is wrong with the voxels of images.</summary>
    /// <param name="paths">Images whose headers are fine.</param>
    /// <param name="preparation">How their slices would be made.</param>
    /// <param name="threads">Images decoded at the same time, at least 1.</param>
    /// <returns>Findings in the order of the images; none for an image that is whole.</returns>
    public static IReadOnlyList<Finding> Decode(IReadOnlyList<string> paths, SlicePreparation preparation, int threads)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var findings = new IReadOnlyList<Finding>[paths.Count];
        Parallel.For(
            0,
            paths.Count,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            () => new ImageReader(preparation),
            (image, _, reader) =>
            {
                findings[image] = Decode(reader, paths[image], preparation);
                return reader;
            },
            reader => reader.Dispose());
        return [.. findings.SelectMany(found => found)];
    }

    private static IReadOnlyList<Finding> Decode(ImageReader reader, string path, SlicePreparation preparation)
    {
        try
        {
            reader.Read(ImageIdentity.Of([path], preparation)[0]);
            return [];
        }
        catch (BadInputException bad)
        {
            return bad.Findings;
        }
    }
}
