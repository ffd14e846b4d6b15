namespace SliceActors.Studies.Folders;

/// <summary>
/// The lock on a result folder. .NET takes an advisory lock (flock) with every file it opens: exclusive for <see cref="FileShare.None"/>, else shared; the
/// system releases it when the process ends, however it ends. A file system without locks is not noticed by opening, so that a lock has to be tested.
/// </summary>
internal static class FolderLock
{
    private const int WouldBlock = 11; // EWOULDBLOCK on Linux
    private static readonly TimeSpan LooksTakeAtMost = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(25);

    /// <summary>Opens the file for this process alone, making it where it is absent.</summary>
    /// <returns>Null when another process has it; who only looks whether somebody has it is gone at once, and waited for.</returns>
    /// <exception cref="IOException">The file system refused, for example as it can only be read.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no permission.</exception>
    public static FileStream? TryTake(string path)
    {
        for (var waited = TimeSpan.Zero; ; waited += BetweenTries)
        {
            if (TryOpen(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None) is { } taken)
            {
                return taken;
            }

            if (waited >= LooksTakeAtMost)
            {
                return null;
            }

            Thread.Sleep(BetweenTries);
        }
    }

    /// <summary>Whether some process has the file for itself. Only reads.</summary>
    /// <param name="path">The file, which exists.</param>
    /// <param name="isEffective">Whether a lock on it would be seen at all.</param>
    public static bool IsTaken(string path, out bool isEffective)
    {
        using var look = TryOpen(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        isEffective = look is null || IsEffective(path);
        return look is null;
    }

    /// <summary>Whether a lock that this process holds on the file keeps others away: only a second opening can tell.</summary>
    public static bool IsEffective(string path)
    {
        using var second = TryOpen(path, FileMode.Open, FileAccess.Read, FileShare.None);
        return second is null;
    }

    /// <summary>Whether parts of the file can be locked (POSIX locks), as SQLite does with the journal.</summary>
    public static bool HasPartLocks(FileStream file)
    {
        if (OperatingSystem.IsMacOS())
        {
            return true; // .NET cannot try it there.
        }

        try
        {
            file.Lock(0, 1);
            file.Unlock(0, 1);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static FileStream? TryOpen(string path, FileMode mode, FileAccess access, FileShare share)
    {
        try
        {
            return new FileStream(path, mode, access, share, bufferSize: 0);
        }
        catch (IOException trouble) when (trouble.HResult == WouldBlock)
        {
            return null;
        }
    }
}
