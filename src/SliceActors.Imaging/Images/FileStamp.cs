using SliceActors.Imaging.Volumes;

namespace SliceActors.Imaging.Images;

/// <summary>What tells that one of an image's files is still the one that was read. Of a symbolic link it is that of the file at its end.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="ModifiedUtc">Time of the last change, to 100 ns.</param>
/// <param name="Target">Where the link leads, absolute; null when the file is no link. Objects of a data set often share length and time.</param>
internal readonly record struct FileStamp(long Length, DateTime ModifiedUtc, string? Target = null)
{
    /// <summary>The stamp of a file.</summary>
    /// <returns>Null when there is no such file, or a link leads nowhere.</returns>
    public static FileStamp? Of(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is null)
        {
            return file.Exists ? new FileStamp(file.Length, file.LastWriteTimeUtc) : null;
        }

        return AtEndOf(file) is { Exists: true } target ? new FileStamp(target.Length, target.LastWriteTimeUtc, target.FullName) : null;
    }

    /// <summary>Whether content that was read is that of the stamped file.</summary>
    public bool Matches(FileContent content) => content.Bytes.Length == Length && content.ModifiedUtc == ModifiedUtc;

    private static FileInfo? AtEndOf(FileInfo link)
    {
        try
        {
            return link.ResolveLinkTarget(returnFinalTarget: true) as FileInfo;
        }
        catch (IOException)
        {
            return null; // Links in a circle.
        }
    }
}
