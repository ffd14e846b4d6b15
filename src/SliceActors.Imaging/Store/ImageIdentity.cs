using SliceActors.Runs;

namespace SliceActors.Imaging;

/// <summary>What tells, without reading a file, that it is still the one that was read.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Length">Bytes.</param>
/// <param name="ModifiedUtc">Time of the last change, to 100 ns.</param>
internal sealed record ImageIdentity(string Path, long Length, DateTime ModifiedUtc)
{
    /// <summary>Identities of all images, in order.</summary>
    /// <exception cref="BadInputException">Images are absent: one finding each.</exception>
    public static IReadOnlyList<ImageIdentity> Of(IReadOnlyList<string> paths)
    {
        var findings = new List<Finding>();
        var identities = new List<ImageIdentity>(paths.Count);
        foreach (var path in paths)
        {
            var file = new FileInfo(path);
            if (file.Exists)
            {
                identities.Add(new ImageIdentity(file.FullName, file.Length, file.LastWriteTimeUtc));
            }
            else
            {
                findings.AddRange(BadImage.Unreadable(path, new FileNotFoundException()).Findings);
            }
        }

        return findings.Count == 0 ? identities : throw new BadInputException(findings);
    }

    /// <summary>Whether content that was read is what this identity was taken of.</summary>
    public bool Matches(FileContent content) => content.Bytes.Length == Length && content.ModifiedUtc == ModifiedUtc;
}
