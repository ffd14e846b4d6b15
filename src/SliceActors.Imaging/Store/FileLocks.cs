namespace SliceActors.Imaging.Store;

/// <summary>
/// Locks between processes. .NET takes an advisory lock (flock) with every file it opens: exclusive for <see cref="FileShare.None"/>, else shared; the
/// system releases it when the process ends, however it ends.
/// </summary>
internal static class FileLocks
{
    private const int WouldBlock = 11; // EWOULDBLOCK on Linux
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(25);

    /// <summary>Waits until no other process holds this lock file, which is made, and gone again when it is closed.</summary>
    /// <remarks>Who opened the file just before it went may hold a lock that another cannot see; both then fill, under different names, which is harmless.</remarks>
    /// <exception cref="OperationCanceledException">Cancelled while waiting.</exception>
    public static FileStream WaitForTurn(string path, CancellationToken cancellation) => Wait(() => OpenLock(path), cancellation);

    /// <summary>Opens a file that nobody may then remove, waiting while another process has it alone (which is never for long).</summary>
    /// <returns>Null when there is no such file.</returns>
    /// <exception cref="OperationCanceledException">Cancelled while waiting.</exception>
    public static FileStream? WaitForShared(string path, CancellationToken cancellation)
    {
        try
        {
            return Wait(() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1), cancellation);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Opens a file for this process alone.</summary>
    /// <returns>Null when another has it open, or when it is gone.</returns>
    public static FileStream? TryExclusive(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None, bufferSize: 1);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (IOException error) when (error.HResult == WouldBlock)
        {
            return null;
        }
    }

    private static FileStream OpenLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (UnauthorizedAccessException) when (File.Exists(path))
        {
            // A colleague's process was killed and left it: what may only be read can be locked, too.
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
    }

    private static FileStream Wait(Func<FileStream> open, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return open();
            }
            catch (IOException error) when (error.HResult == WouldBlock)
            {
                cancellation.WaitHandle.WaitOne(BetweenTries);
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }
}
