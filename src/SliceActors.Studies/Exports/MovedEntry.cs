using System.Globalization;

namespace SliceActors.Studies.Exports;

/// <summary>A line of the list of what an export moves: a name, and what its files were. Another export may have put the same name there.</summary>
/// <param name="Name">Name in the target: no path.</param>
/// <param name="Seal">Of each file its name, length and time of writing, which a move keeps; on most file systems to a fraction of a millisecond.</param>
internal sealed record MovedEntry(string Name, string Seal)
{
    /// <summary>What lies there now.</summary>
    /// <param name="path">A file, or a folder.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static MovedEntry Of(string path) => new(Path.GetFileName(path), string.Join('|', Files(path).Select(file => string.Create(
        CultureInfo.InvariantCulture, $"{Path.GetRelativePath(path, file.FullName)} {file.Length} {file.LastWriteTimeUtc.Ticks}"))));

    /// <summary>Reads a line.</summary>
    /// <returns>Null where it is none that an export wrote.</returns>
    public static MovedEntry? Parse(string line) => line.Split('\t') is [{ Length: > 0 } name, { Length: > 0 } seal] && name == Path.GetFileName(name) && name is not ("." or "..") ? new MovedEntry(name, seal) : null;

    /// <summary>The line.</summary>
    public override string ToString() => $"{Name}\t{Seal}";

    private static IEnumerable<FileInfo> Files(string path) => Directory.Exists(path)
        ? new DirectoryInfo(path).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }).OrderBy(file => file.FullName, StringComparer.Ordinal)
        : [new FileInfo(path)];
}
