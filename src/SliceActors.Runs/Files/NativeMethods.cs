using System.Runtime.InteropServices;

namespace SliceActors.Runs.Files;

/// <summary>What .NET has no call for: flushing a folder and hard links.</summary>
internal static partial class NativeMethods
{
    private const int ReadOnlyDirectory = 0x10000; // O_RDONLY | O_DIRECTORY on Linux x86-64

    public static void FlushFolder(string folder)
    {
        var descriptor = Open(folder, ReadOnlyDirectory);
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

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string path);
}
