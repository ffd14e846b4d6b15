namespace SliceActors.Studies.Folders;

/// <summary>
/// The file that names the process at work in a folder. It is written anew every few seconds, so that hosts which do not see each other's locks (NFS with
/// nolock, Lustre with localflock) see by its age that the process lives.
/// </summary>
internal sealed class Heartbeat : IDisposable
{
    /// <summary>Age from which on the process is taken for dead.</summary>
    public static readonly TimeSpan Trusted = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private readonly string path;
    private readonly byte[] content;
    private readonly FileStream file;
    private readonly Timer timer;

    private Heartbeat(string path, byte[] content)
    {
        (this.path, this.content) = (path, content);
        file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        Write();
        timer = new Timer(_ => Beat(), null, Interval, Interval);
    }

    /// <summary>Writes the file in the place of that of a dead process.</summary>
    /// <exception cref="IOException">The disk refused, or another process was faster.</exception>
    public static Heartbeat Start(string path, FolderOwner owner)
    {
        File.Delete(path);
        return new Heartbeat(path, owner.ToBytes());
    }

    /// <summary>How long a process that is named there has given no sign of life.</summary>
    /// <param name="path">The file.</param>
    /// <param name="now">The time by the clock of the file system, which may be another than this machine's.</param>
    public static TimeSpan Silence(string path, DateTime now) => now - File.GetLastWriteTimeUtc(path);

    /// <summary>Ends in order: the file goes.</summary>
    public void Dispose()
    {
        using (var ended = new ManualResetEvent(false))
        {
            if (timer.Dispose(ended))
            {
                ended.WaitOne();
            }
        }

        file.Dispose();
        try
        {
            File.Delete(path);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            // It grows old where it is; the work is done all the same.
        }
    }

    private void Beat()
    {
        try
        {
            Write();
        }
        catch (IOException)
        {
            // Trouble with the folder is met, and told, by those who write the results.
        }
    }

    private void Write()
    {
        RandomAccess.Write(file.SafeFileHandle, content, 0);
        file.Flush(flushToDisk: true);
    }
}
