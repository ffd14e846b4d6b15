using System.Collections.Concurrent;
using SliceActors.Imaging.Images;

namespace SliceActors.Imaging.Store;

/// <summary>
/// The stores that this process has compared with their hashes already: a command opens a store when it checks a study and again when it trains, and
/// reading gigabytes twice tells nothing new. A store that was changed or put in place since has another time, and is compared again.
/// </summary>
internal static class ComparedStores
{
    private static readonly ConcurrentDictionary<string, FileStamp> Stamps = new(StringComparer.Ordinal);

    /// <summary>Whether the open file was compared.</summary>
    public static bool Has(FileStream file) => Stamps.TryGetValue(file.Name, out var stamp) && stamp == StampOf(file);

    /// <summary>Keeps in mind that the open file was compared.</summary>
    public static void Add(FileStream file) => Stamps[file.Name] = StampOf(file);

    private static FileStamp StampOf(FileStream file) => new(file.Length, File.GetLastWriteTimeUtc(file.SafeFileHandle));
}
