namespace SliceActors.Runs.Files;

/// <summary>
/// A file on its way to its name, always made anew: whatever has the temporary name already, a link above all, is removed and never written through. It
/// stays open, and so locked, until it has its name; unless it gets there, nothing of it stays.
/// </summary>
internal sealed class TemporaryFile : IDisposable
{
    private const int BufferBytes = 1 << 16;

    private readonly string path;
    private bool moved;

    /// <summary>Makes the file.</summary>
    /// <param name="path">Its temporary name.</param>
    /// <exception cref="IOException">Another process is writing it, a folder has its name, or the disk refused.</exception>
    public TemporaryFile(string path)
    {
        this.path = path;
        Remove(path);
        Stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes);
    }

    /// <summary>Takes the content.</summary>
    public FileStream Stream { get; }

    /// <summary>Removes a left-over or planted entry, if there is one; where it is a link, only the link.</summary>
    /// <param name="path">The temporary name.</param>
    /// <exception cref="IOException">Another process is writing it, a folder has its name, or the disk refused.</exception>
    public static void Remove(string path)
    {
        if (new FileInfo(path).LinkTarget is null)
        {
            if (Directory.Exists(path))
            {
                throw new IOException($"{path}: a folder where a temporary file belongs. Expected: no such folder; remove it.");
            }

            if (NativeMethods.IsLocked(path))
            {
                throw new IOException($"{path}: another process is writing this file. Expected: one process at a time; wait for the other or stop it.");
            }
        }

        File.Delete(path);
    }

    /// <summary>Gives the file its name.</summary>
    /// <param name="name">In the same folder; replaced when it exists.</param>
    public void MoveTo(string name)
    {
        File.Move(path, name, overwrite: true);
        moved = true;
    }

    /// <summary>Closes the file and, unless it was moved, removes it.</summary>
    public void Dispose()
    {
        try
        {
            Stream.Dispose();
        }
        finally
        {
            if (!moved)
            {
                File.Delete(path);
            }
        }
    }
}
