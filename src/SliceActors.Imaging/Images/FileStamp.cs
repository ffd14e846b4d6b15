using SliceActors.Imaging.Volumes;

namespace SliceActors.Imaging.Images;

/// <summary>What tells that one of an image's files is still the one that was read.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="ModifiedUtc">Time of the last change, to 100 ns.</param>
internal readonly record struct FileStamp(long Length, DateTime ModifiedUtc)
{
    /// <summary>The stamp of a file.</summary>
    /// <returns>Null when there is no such file.</returns>
    public static FileStamp? Of(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new FileStamp(file.Length, file.LastWriteTimeUtc) : null;
    }

    /// <summary>Whether content that was read is that of the stamped file.</summary>
    public bool Matches(FileContent content) => content.Bytes.Length == Length && content.ModifiedUtc == ModifiedUtc;
}
