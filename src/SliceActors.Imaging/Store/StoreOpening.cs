using SliceActors.Imaging.Slices;

namespace SliceActors.Imaging.Store;

/// <summary>Opens finished stores.</summary>
internal static class StoreOpening
{
    /// <summary>Opens a store and marks it as used.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="wanted">How the wanted slices are made; the store may hold more of them.</param>
    /// <param name="statistics">What filling it cost.</param>
    /// <param name="threads">Threads that compare it with its hashes.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>Null when there is none or it is damaged.</returns>
    /// <exception cref="IOException">It may not be read.</exception>
    public static SliceStore? TryOpen(string path, SlicePreparation wanted, FillStatistics statistics, int threads, CancellationToken cancellation)
    {
        if (!File.Exists(path) || Shared(path, cancellation) is not { } file)
        {
            return null;
        }

        var store = SliceStore.Open(file, wanted, statistics, ComparedStores.Has(file) ? 0 : threads);
        if (store is not null)
        {
            MarkUsed(file);
            ComparedStores.Add(file);
        }

        return store;
    }

    private static FileStream? Shared(string path, CancellationToken cancellation)
    {
        try
        {
            return FileLocks.WaitForShared(path, cancellation);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new IOException($"{path}: these prepared slices of the study belong to somebody else and may not be read. Expected: permission to read them, or another folder given with --cache_dir.", denied);
        }
    }

    // What a colleague filled or a read-only folder holds is of the same use; only pruning then knows less about it.
    private static void MarkUsed(FileStream file)
    {
        try
        {
            File.SetLastWriteTimeUtc(file.SafeFileHandle, DateTime.UtcNow);
        }
        catch (Exception denied) when (FileRights.AreMissing(denied))
        {
        }
    }
}
