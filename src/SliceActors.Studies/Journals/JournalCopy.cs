using SliceActors.Runs.Files;

namespace SliceActors.Studies.Journals;

/// <summary>
/// A copy of a run's journal in a temporary folder. Even a reader writes when it opens a SQLite file with a write-ahead log: beside the user's file it
/// would leave an index, or take away the log of a trainer on a host whose locks it does not see.
/// </summary>
internal sealed class JournalCopy : IDisposable
{
    private const int MostTries = 20;
    private const int LogHeader = 32;

    private readonly DirectoryInfo folder;

    private JournalCopy(DirectoryInfo folder, string name) => (this.folder, File) = (folder, Path.Combine(folder.FullName, name));

    /// <summary>The copy of the database.</summary>
    public string File { get; }

    /// <summary>Copies a journal as it was at one moment, also while another process writes it.</summary>
    /// <exception cref="IOException">It changed during each of many tries, or cannot be read or copied.</exception>
    public static JournalCopy Of(ResultTree tree)
    {
        var folder = Directory.CreateTempSubdirectory("slice-actors-journal-");
        try
        {
            for (var tried = 0; tried < MostTries; tried++)
            {
                var before = Stamp.Of(tree.Journal);
                Copy(tree.Journal, folder.FullName);
                if (Stamp.Of(tree.Journal) == before)
                {
                    return new JournalCopy(folder, Path.GetFileName(tree.Journal));
                }

                Thread.Sleep(TimeSpan.FromMilliseconds(10 * (tried + 1)));
            }

            throw new IOException($"{tree.Journal} changed each time it was read, {MostTries} times. Try again when the run writes less.");
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>Removes the copy.</summary>
    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>The files that a journal may be made of.</summary>
    public static string[] Parts(string journal) => [journal, LogOf(journal), RollbackOf(journal)];

    private static string LogOf(string journal) => $"{journal}-wal";

    private static string RollbackOf(string journal) => $"{journal}-journal";

    private static void Copy(string journal, string folder)
    {
        foreach (var part in Parts(journal))
        {
            var copy = Path.Combine(folder, Path.GetFileName(part));
            System.IO.File.Delete(copy);
            try
            {
                using var source = Open(part);
                using var target = new FileStream(copy, FileMode.CreateNew, FileAccess.Write);
                source.CopyTo(target);
            }
            catch (FileNotFoundException)
            {
                // Most have no log, or no rollback journal; the stamps tell whether one has gone.
            }
        }
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>
    /// What changes when a copy may be torn. A log that only grows does no harm: its frames have checksums, and a copy of its beginning is an earlier moment.
    /// A log that is begun anew has a new header, and the database was changed before.
    /// </summary>
    private sealed record Stamp(long Length, DateTime Changed, string Log, long RollbackLength, DateTime RollbackChanged)
    {
        public static Stamp Of(string journal)
        {
            var (database, rollback) = (new FileInfo(journal), new FileInfo(RollbackOf(journal)));
            return new Stamp(
                database.Exists ? database.Length : -1,
                database.LastWriteTimeUtc,
                HeaderOf(LogOf(journal)),
                rollback.Exists ? rollback.Length : -1,
                rollback.LastWriteTimeUtc);
        }

        private static string HeaderOf(string log)
        {
            try
            {
                using var file = Open(log);
                var header = new byte[LogHeader];
                return Convert.ToHexString(header.AsSpan(0, file.ReadAtLeast(header, LogHeader, throwOnEndOfStream: false)));
            }
            catch (FileNotFoundException)
            {
                return "none";
            }
        }
    }
}
