using System.IO.Hashing;
using System.Security.Cryptography;
using SliceActors.Runs.Outcomes;

namespace SliceActors.Runs.Files;

/// <summary>
/// Writes files so that a crash at any moment leaves either the old content or the new one: temporary file in the same folder, flush to disk,
/// rename, flush the folder.
/// </summary>
public static class DurableFile
{
    private const string TemporarySuffix = ".writing";

    // Not the name that Write opens: a link left by a crash is the finished file itself, and opening it for writing would empty that.
    private const string LinkSuffix = ".linking";

    /// <summary>Name of a file while it is being written; a crash may leave it behind.</summary>
    public static string UnfinishedName(string path) => path + TemporarySuffix;

    /// <summary>Name that a file gets once it is written; any other name stays as it is.</summary>
    public static string FinishedName(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new[] { TemporarySuffix, LinkSuffix }.Where(suffix => path.EndsWith(suffix, StringComparison.Ordinal)).Select(suffix => path[..^suffix.Length]).FirstOrDefault(path);
    }

    /// <summary>Writes a file durably and tells what was written.</summary>
    /// <param name="path">The file; its folder is made when absent.</param>
    /// <param name="write">Writes the content, front to back. It may flush the stream, which reaches the disk, before it waits for more to write.</param>
    /// <returns>Length and SHA-256 of the content.</returns>
    /// <exception cref="IOException">The disk refused; the old file, if any, is untouched and nothing is left beside it.</exception>
    public static FileDigest Write(string path, Action<Stream> write)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var length = Write(path, write, hash.AppendData, Flushing.Everything);
        return new FileDigest(length, Convert.ToHexStringLower(hash.GetCurrentHash()));
    }

    /// <summary>The same for large files that only this program reads: their seal costs a twentieth of a SHA-256.</summary>
    /// <param name="path">The file; its folder is made when absent.</param>
    /// <param name="write">Writes the content, front to back.</param>
    /// <param name="flushing">What is left to the caller; a crash may then leave anything under the name, which the seal tells.</param>
    /// <returns>Length and XXH128 of the content.</returns>
    /// <exception cref="IOException">The disk refused; the old file, if any, is untouched and nothing is left beside it.</exception>
    public static FileSeal WriteSealed(string path, Action<Stream> write, Flushing flushing = Flushing.Everything)
    {
        var hash = new XxHash128();
        var length = Write(path, write, hash.Append, flushing);
        return new FileSeal(length, Convert.ToHexStringLower(hash.GetCurrentHash()));
    }

    /// <summary>Writes a text file durably (UTF-8, no byte-order mark).</summary>
    public static FileDigest WriteText(string path, string text) =>
        Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    /// <summary>Flushes the content of a file that was written without, not the entry of its folder.</summary>
    /// <exception cref="IOException">The disk refused, now or when the system tried by itself.</exception>
    public static void FlushContent(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Gives a finished file a second name, atomically: a hard link where the file system has them, else a durable copy.</summary>
    /// <param name="existing">The finished file.</param>
    /// <param name="path">The second name; replaced when it exists.</param>
    public static void LinkOrCopy(string existing, string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        CreateDirectory(folder);
        var temporary = path + LinkSuffix;
        TemporaryFile.Remove(temporary);
        if (!NativeMethods.TryLink(existing, temporary))
        {
            Write(path, stream =>
            {
                using var source = File.OpenRead(existing);
                source.CopyTo(stream);
            });
            return;
        }

        try
        {
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            // There still when the disk refused, or when both names are the same file already: rename(2) does nothing then.
            File.Delete(temporary);
        }

        FlushFolder(folder);
    }

    /// <summary>Makes a folder and all its parents, each entry flushed to disk.</summary>
    public static void CreateDirectory(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        var parent = Path.GetDirectoryName(Path.GetFullPath(folder));
        if (parent is not null)
        {
            CreateDirectory(parent);
        }

        Directory.CreateDirectory(folder);
        if (parent is not null)
        {
            FlushFolder(parent);
        }
    }

    /// <summary>Whether the file on disk is the one that was written.</summary>
    /// <param name="path">The file; absent = no.</param>
    /// <param name="expected">What was written.</param>
    public static bool Matches(string path, FileDigest expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        using var stream = OpenIfLong(path, expected.Length);
        return stream is not null && Convert.ToHexStringLower(SHA256.HashData(stream)) == expected.Sha256;
    }

    /// <summary>Whether the file on disk is the one that was sealed.</summary>
    /// <param name="path">The file; absent = no.</param>
    /// <param name="expected">Its seal.</param>
    public static bool Matches(string path, FileSeal expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        using var stream = OpenIfLong(path, expected.Length);
        if (stream is null)
        {
            return false;
        }

        var hash = new XxHash128();
        hash.Append(stream);
        return Convert.ToHexStringLower(hash.GetCurrentHash()) == expected.XxHash128;
    }

    /// <summary>What a finished file looks like.</summary>
    public static FileDigest DigestOf(string path)
    {
        using var stream = File.OpenRead(path);
        return new FileDigest(stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)));
    }

    /// <summary>Flushes a folder's entries to disk.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void FlushFolder(string folder) => NativeMethods.FlushFolder(folder);

    // The length of the opened file, since that of a link's name is the link's own.
    private static FileStream? OpenIfLong(string path, long length)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var stream = File.OpenRead(path);
        if (stream.Length == length)
        {
            return stream;
        }

        stream.Dispose();
        return null;
    }

    private static long Write(string path, Action<Stream> write, WatchedStream.Watcher watcher, Flushing flushing)
    {
        ArgumentNullException.ThrowIfNull(write);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        CreateDirectory(folder);
        using var temporary = new TemporaryFile(UnfinishedName(path));
        using var watched = new WatchedStream(temporary.Stream, watcher, isDurable: flushing != Flushing.Nothing);
        write(watched);
        watched.Flush();
        temporary.MoveTo(path);
        if (flushing == Flushing.Everything)
        {
            FlushFolder(folder);
        }

        return watched.Length;
    }
}
