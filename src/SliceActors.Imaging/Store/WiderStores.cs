using SliceActors.Imaging.Images;
using SliceActors.Imaging.Slices;
using SliceActors.Runs.Plans;

namespace SliceActors.Imaging.Store;

/// <summary>Finds stores that hold the wanted slices among others, so that bands that overlap are not decoded again.</summary>
internal static class WiderStores
{
    /// <summary>Stores of the same images, prepared in the same way, with more slices; the smallest first.</summary>
    /// <param name="folder">The cache folder.</param>
    /// <param name="wanted">How the wanted slices are made.</param>
    /// <param name="images">The images.</param>
    /// <remarks>Of an extraction, the digest of an image is that of the slices in use: another band is other content.</remarks>
    public static IEnumerable<string> Of(string folder, SlicePreparation wanted, IReadOnlyList<ImageIdentity> images) => wanted.Extracted
        ? []
        : StoreName.Slices(folder)
            .Select(path => (Path: path, Held: PreparationOf(path)))
            .Where(store => store.Held is { } held
                && held == wanted with { Slices = held.Slices }
                && held.Slices != wanted.Slices
                && Contains(held.Slices, wanted.Slices)
                && store.Path == new StoreName(folder, StoreKeys.Key(held, images)).Store)
            .OrderBy(store => store.Held!.Slices.Count)
            .Select(store => store.Path);

    private static bool Contains(SliceRange wide, SliceRange narrow) =>
        wide.First.Value <= narrow.First.Value && narrow.First.Value + narrow.Count <= wide.First.Value + wide.Count;

    private static SlicePreparation? PreparationOf(string path)
    {
        try
        {
            using var file = FileLocks.WaitForShared(path, CancellationToken.None);
            return file is null ? null : StoreFormat.ReadMetadata(file.SafeFileHandle)?.Preparation;
        }
        catch (UnauthorizedAccessException)
        {
            return null; // A colleague's that may not be read is of no use.
        }
    }
}
