using SliceActors.Imaging.Caps;
using SliceActors.Imaging.Slices;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Errors;

namespace SliceActors.Imaging.Images;

/// <summary>What tells, without reading a file, that an image is still the one that was read.</summary>
/// <param name="Path">Absolute path of the volume, or of the extracted slices as <see cref="CapsTensors.Slices"/> makes it.</param>
/// <param name="Files">The volume's file, or that of each slice in use, in order.</param>
internal sealed record ImageIdentity(string Path, IReadOnlyList<FileStamp> Files)
{
    /// <summary>Bytes of all files.</summary>
    public long Length { get; } = Files.Sum(file => file.Length);

    /// <summary>Time of the last change of the last changed file.</summary>
    public DateTime ModifiedUtc { get; } = Files.Max(file => file.ModifiedUtc);

    /// <summary>Identities of all images, in order.</summary>
    /// <exception cref="BadInputException">Images are absent: one finding each.</exception>
    public static IReadOnlyList<ImageIdentity> Of(IReadOnlyList<string> paths, SlicePreparation preparation)
    {
        var findings = new List<Finding>();
        var identities = new List<ImageIdentity>(paths.Count);
        foreach (var path in paths)
        {
            var files = FilesOf(System.IO.Path.GetFullPath(path), preparation);
            var stamps = files.Select(FileStamp.Of).ToList();
            var absent = stamps.IndexOf(null);
            if (absent < 0)
            {
                identities.Add(new ImageIdentity(System.IO.Path.GetFullPath(path), [.. stamps.Select(stamp => stamp!.Value)]));
            }
            else
            {
                findings.AddRange(BadImage.Unreadable(files[absent], new FileNotFoundException()).Findings);
            }
        }

        return findings.Count == 0 ? identities : throw new BadInputException(findings);
    }

    /// <summary>The files of an image.</summary>
    public static IReadOnlyList<string> FilesOf(string path, SlicePreparation preparation) => preparation.Extracted
        ? [.. Enumerable.Range(0, preparation.Slices.Count).Select(position => CapsTensors.Slice(path, preparation.Slices.At(position)))]
        : [path];
}
