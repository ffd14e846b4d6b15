using Microsoft.Win32.SafeHandles;
using SliceActors.Runs.Files;

namespace SliceActors.Imaging.Store;

/// <summary>Makes stores: of several processes one does, the others wait for it. A store has its name only when it is whole and durable.</summary>
internal static class StoreMaking
{
    /// <summary>Opens a store, making it first when it is absent or damaged.</summary>
    /// <param name="name">Its names.</param>
    /// <param name="open">Opens it; null when it is absent or damaged.</param>
    /// <param name="bytes">Room that is reserved for it.</param>
    /// <param name="fill">Writes its payload and says what belongs into its metadata.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The store, and whether it was made.</returns>
    /// <exception cref="IOException">The disk refused.</exception>
    /// <exception cref="OperationCanceledException">Cancelled while waiting.</exception>
    public static (SliceStore Store, bool IsNew) OpenOrMake(
        StoreName name, Func<SliceStore?> open, long bytes, Func<SafeFileHandle, StoreMetadata> fill, CancellationToken cancellation)
    {
        if (open() is { } ready)
        {
            StoreRemoval.RemoveLeftovers(name.OwnLeftovers());
            return (ready, false);
        }

        using var filling = WaitForTurn(name, cancellation);
        if (open() is { } filledByAnother)
        {
            return (filledByAnother, false);
        }

        StoreRemoval.RemoveLeftovers(name.OwnLeftovers());
        Make(name, bytes, fill);
        return (open() ?? throw new IOException($"{name.Store}: the store was written but cannot be read back."), true);
    }

    private static FileStream WaitForTurn(StoreName name, CancellationToken cancellation)
    {
        try
        {
            DurableFile.CreateDirectory(name.Folder);
            return FileLocks.WaitForTurn(name.Lock, cancellation);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            var cannot = Directory.Exists(name.Folder) ? "written to" : "made";
            throw new IOException($"{name.Folder}: the cache folder cannot be {cannot} ({refused.Message.TrimEnd('.')}). Expected: a folder that can be written to, given with --cache_dir.", refused);
        }
    }

    private static void Make(StoreName name, long bytes, Func<SafeFileHandle, StoreMetadata> fill)
    {
        var temporary = name.NewTemporary();
        try
        {
            // Room is reserved first: a disk that fills up later cannot stop the fill half-way.
            using (var file = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.None, bytes))
            {
                StoreFormat.Finish(file, fill(file));
            }

            File.Move(temporary, name.Store, overwrite: true);
            DurableFile.FlushFolder(name.Folder);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
