using Microsoft.Win32.SafeHandles;
using SliceActors.Imaging.Images;
using SliceActors.Imaging.Slices;
using SliceActors.Runs.Errors;

namespace SliceActors.Imaging.Store;

/// <summary>
/// The stores of this machine, of slices and of features, in one folder that may be shared by any number of processes. A store is named by what was read and how it was
/// prepared, so it is never changed: it is found, by itself or as part of a wider one, or filled and then renamed into its place. What colleagues filled is
/// used as it is.
/// </summary>
/// <param name="folder">The folder; made when first filled.</param>
/// <param name="maximumBytes">After a fill, stores that were not used for longest go until the rest fits; those in use stay.</param>
public sealed class SliceCache(string folder, long maximumBytes)
{
    /// <summary><c>$XDG_CACHE_HOME/slice-actors</c>, else <c>~/.cache/slice-actors</c>.</summary>
    public static string DefaultFolder => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache && Path.IsPathRooted(cache)
            ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "slice-actors");

    /// <summary>The folder, absolute.</summary>
    public string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>Opens the store of these images, filling it first when it is absent or damaged. Of several processes one fills, the others wait for it.</summary>
    /// <param name="imagePaths">The images; their order is that of the store.</param>
    /// <param name="preparation">How slices are made.</param>
    /// <param name="threads">Images decoded at the same time, at least 1.</param>
    /// <param name="progress">Told after each image, from the threads that fill.</param>
    /// <param name="cancellation">Stops waiting or filling; nothing is left behind.</param>
    /// <exception cref="BadInputException">Images are absent, unreadable, or differ in shape: all findings; nothing is left behind.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public SliceStore OpenOrFill(
        IReadOnlyList<string> imagePaths, SlicePreparation preparation, int threads, IProgress<FillProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(imagePaths);
        ArgumentNullException.ThrowIfNull(preparation);
        ArgumentOutOfRangeException.ThrowIfLessThan(imagePaths.Count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(preparation.Slices.Count, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(preparation.Slices.First.Value);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var images = ImageIdentity.Of(imagePaths, preparation);
        var name = new StoreName(Folder, StoreKeys.Key(preparation, images));
        var statistics = new FillStatistics(0, 0, images.Sum(image => image.Length));
        return Open(name, () => Find(name, preparation, images, statistics, threads, cancellation), StoreLayout.Of(images.Count, preparation), Fill, cancellation);

        StoreMetadata Fill(SafeFileHandle file)
        {
            (var metadata, statistics) = new StoreFiller(images, preparation, progress, cancellation).Fill(file, threads);
            return metadata;
        }
    }

    /// <summary>Opens the features of prepared slices, having them computed first when they are absent or damaged. Of several processes one computes.</summary>
    /// <param name="slices">The slices.</param>
    /// <param name="kind">What is computed of each.</param>
    /// <param name="threads">Threads that compare what is there with its hashes.</param>
    /// <param name="compute">Computes and writes the features of all slices.</param>
    /// <param name="cancellation">Stops waiting; nothing is left behind.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public SliceStore OpenOrCompute(SliceStore slices, FeatureKind kind, int threads, Action<FeatureFile> compute, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(compute);
        var name = NameOf(slices, kind);
        return Open(
            name,
            () => StoreOpening.TryOpen(name.Store, slices.Preparation, new FillStatistics(0, 0, 0), threads, cancellation),
            FeatureFile.LayoutOf(slices, kind),
            file =>
            {
                var features = new FeatureFile(file, slices, kind);
                compute(features);
                return features.Metadata();
            },
            cancellation);
    }

    /// <summary>Bytes that the store of a study takes in the cache folder.</summary>
    public static long BytesNeeded(int images, SlicePreparation preparation)
    {
        ArgumentNullException.ThrowIfNull(preparation);
        return StoreLayout.Of(images, preparation).FileBytes;
    }

    /// <summary>Bytes that features of all its slices take there.</summary>
    public static long BytesNeeded(int images, SlicePreparation preparation, ItemShape features)
    {
        ArgumentNullException.ThrowIfNull(preparation);
        return (StoreLayout.Of(images, preparation) with { ItemBytes = features.Bytes }).FileBytes;
    }

    /// <summary>Tells before a run starts whether its store fits the disk.</summary>
    /// <returns>A finding when the store is neither there nor has room.</returns>
    /// <exception cref="BadInputException">Images are absent.</exception>
    public Finding? CheckSpace(IReadOnlyList<string> imagePaths, SlicePreparation preparation)
    {
        ArgumentNullException.ThrowIfNull(imagePaths);
        ArgumentNullException.ThrowIfNull(preparation);
        var images = ImageIdentity.Of(imagePaths, preparation);
        return File.Exists(new StoreName(Folder, StoreKeys.Key(preparation, images)).Store) || WiderStores.Of(Folder, preparation, images).Any()
            ? null
            : CheckSpace(BytesNeeded(imagePaths.Count, preparation));
    }

    /// <summary>The same of features.</summary>
    /// <param name="slices">The slices.</param>
    /// <param name="kind">What is computed of each.</param>
    public Finding? CheckSpace(SliceStore slices, FeatureKind kind) =>
        File.Exists(NameOf(slices, kind).Store) ? null : CheckSpace(FeatureFile.LayoutOf(slices, kind).FileBytes, "features of the slices");

    /// <summary>All stores that may be read, the one used last first.</summary>
    public IReadOnlyList<CachedStore> List() =>
        [.. StoreName.Stores(Folder).Select(Describe).OfType<CachedStore>().OrderByDescending(store => store.LastUsedUtc)];

    /// <summary>
    /// Removes stores, the one not used for longest first, until the rest takes at most so many bytes. Stores in use stay, and those that belong to others.
    /// Leftovers of fills that were killed go too.
    /// </summary>
    /// <param name="maximum">Bytes that may stay.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    public PruneResult Prune(long maximum)
    {
        var freed = StoreRemoval.RemoveLeftovers(StoreName.Leftovers(Folder));
        var stores = List();
        var left = stores.Sum(store => store.Bytes);
        var (removed, denied) = (0, 0);
        foreach (var store in stores.Reverse().TakeWhile(_ => left > maximum))
        {
            switch (StoreRemoval.TryRemove(store.Path))
            {
                case null:
                    denied++;
                    break;
                case > 0 and var bytes:
                    removed++;
                    freed += bytes;
                    left -= bytes;
                    break;
            }
        }

        return new PruneResult(removed, freed, left, denied);
    }

    internal Finding? CheckSpace(long needed, string what = "prepared slices")
    {
        var existing = Folder;
        while (!Directory.Exists(existing))
        {
            existing = Path.GetDirectoryName(existing)!;
        }

        var free = new DriveInfo(existing).AvailableFreeSpace;
        return needed <= free
            ? null
            : new Finding(Folder, null, $"{free} bytes free", $"{needed} bytes for the {what}: free some, prune the cache, or choose another cache folder with --cache_dir");
    }

    private SliceStore? Find(
        StoreName name, SlicePreparation preparation, IReadOnlyList<ImageIdentity> images, FillStatistics statistics, int threads, CancellationToken cancellation) =>
        WiderStores.Of(Folder, preparation, images).Prepend(name.Store)
            .Select(path => StoreOpening.TryOpen(path, preparation, statistics, threads, cancellation))
            .FirstOrDefault(store => store is not null);

    private SliceStore Open(StoreName name, Func<SliceStore?> find, StoreLayout layout, Func<SafeFileHandle, StoreMetadata> fill, CancellationToken cancellation)
    {
        var (store, isNew) = StoreMaking.OpenOrMake(name, find, layout.FileBytes, fill, cancellation);
        if (isNew)
        {
            Prune(maximumBytes);
        }

        return store;
    }

    private StoreName NameOf(SliceStore slices, FeatureKind kind)
    {
        ArgumentNullException.ThrowIfNull(slices);
        ArgumentNullException.ThrowIfNull(kind);
        return new StoreName(Folder, StoreKeys.FeaturesKey(slices.DataDigest, kind), StoreName.FeaturesEnding);
    }

    // Null when another process pruned the store meanwhile, or it may not be read.
    private static CachedStore? Describe(string path)
    {
        try
        {
            using var alone = FileLocks.TryExclusive(path);
            using var shared = alone is null ? FileLocks.WaitForShared(path, CancellationToken.None) : null;
            if ((alone ?? shared) is not { } file)
            {
                return null;
            }

            var metadata = StoreFormat.ReadMetadata(file.SafeFileHandle);
            return new CachedStore(
                path, file.Length, File.GetLastWriteTimeUtc(file.SafeFileHandle), metadata?.Images.Count ?? 0, metadata?.Preparation, InUse: alone is null, metadata?.Features);
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }
}
