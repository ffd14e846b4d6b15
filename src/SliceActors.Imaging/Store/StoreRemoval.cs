namespace SliceActors.Imaging.Store;

/// <summary>Removes files of the cache folder that nobody has open.</summary>
internal static class StoreRemoval
{
    /// <summary>Removes what fills left that were killed; what cannot be removed stays.</summary>
    /// <returns>Bytes freed.</returns>
    public static long RemoveLeftovers(IEnumerable<string> paths) => paths.Sum(path => TryRemove(path) ?? 0);

    /// <summary>Removes a file unless it is in use.</summary>
    /// <returns>Bytes freed, 0 when the file is in use or gone; null when this user has no right to remove it.</returns>
    public static long? TryRemove(string path)
    {
        try
        {
            using var alone = FileLocks.TryExclusive(path);
            if (alone is null)
            {
                return 0;
            }

            var bytes = alone.Length;
            File.Delete(path);
            return bytes;
        }
        catch (Exception denied) when (FileRights.AreMissing(denied))
        {
            return null;
        }
    }
}
