namespace SliceActors.Studies.Folders;

/// <summary>
/// The journal as it stands, in a temporary folder: who only looks must not open the journal itself, for SQLite would tidy its write-ahead log away, under a
/// process at work on another host whose locks are not seen, and cannot open it at all where nothing may be written.
/// </summary>
public sealed class JournalCopy : IDisposable
{
    private const string LogSuffix = "-wal";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("slice-actors-journal-");

    /// <summary>Copies a journal, also while a process writes to it.</summary>
    /// <param name="journal">The journal; when it is absent, so is the copy.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public JournalCopy(string journal)
    {
        Path = System.IO.Path.Combine(folder.FullName, System.IO.Path.GetFileName(journal));
        try
        {
            CopyConsistently(journal);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The copy.</summary>
    public string Path { get; }

    /// <summary>Removes the copy.</summary>
    public void Dispose() => folder.Delete(recursive: true);

    // What is in the log goes to the journal before the log begins anew, so the two fit together when the journal did not change meanwhile. Events that are
    // appended to the log do no harm: half a one has no valid checksum.
    private void CopyConsistently(string journal)
    {
        (DateTime, long)? before;
        do
        {
            before = Version(journal);
            Copy(journal, Path);
            Copy(journal + LogSuffix, Path + LogSuffix);
        }
        while (before != Version(journal));
    }

    private static (DateTime Changed, long Length)? Version(string file) =>
        new FileInfo(file) is { Exists: true } info ? (info.LastWriteTimeUtc, info.Length) : null;

    private static void Copy(string from, string to)
    {
        File.Delete(to);
        if (!File.Exists(from))
        {
            return;
        }

        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var target = new FileStream(to, FileMode.CreateNew, FileAccess.Write);
        source.CopyTo(target);
    }
}
