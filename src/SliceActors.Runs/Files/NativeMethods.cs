using System.Runtime.InteropServices;

namespace SliceActors.Runs.Files;

/// <summary>What .NET has no call for: flushing a folder, hard links, and looking at a lock without following a link or waiting at a pipe.</summary>
internal static partial class NativeMethods
{
    private const int ExclusiveWithoutWaiting = 2 | 4; // LOCK_EX | LOCK_NB
    private const int WouldBlock = 11; // EWOULDBLOCK on Linux

    public static void FlushFolder(string folder)
    {
        var descriptor = Open(folder, OpenFlags.Here.Directory | OpenFlags.CloseOnExec);
        if (descriptor < 0)
        {
            throw new IOException($"{folder}: the folder cannot be opened to be flushed ({Marshal.GetLastPInvokeErrorMessage()}).");
        }

        try
        {
            if (Fsync(descriptor) != 0)
            {
                throw new IOException($"{folder}: the folder cannot be flushed to disk ({Marshal.GetLastPInvokeErrorMessage()}).");
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    public static bool TryLink(string existing, string path) => Link(existing, path) == 0;

    /// <summary>Whether somebody has the file open under an exclusive lock, as .NET takes one for <see cref="FileShare.None"/>.</summary>
    public static bool IsLocked(string path)
    {
        var descriptor = Open(path, OpenFlags.Here.NoFollow | OpenFlags.NonBlocking | OpenFlags.CloseOnExec);
        if (descriptor < 0)
        {
            return false;
        }

        try
        {
            return Flock(descriptor, ExclusiveWithoutWaiting) != 0 && Marshal.GetLastPInvokeError() == WouldBlock;
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(int descriptor, int operation);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string path);
}
