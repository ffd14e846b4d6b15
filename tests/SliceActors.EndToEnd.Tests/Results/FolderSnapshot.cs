using System.Security.Cryptography;
using System.Text;

namespace SliceActors.EndToEnd.Tests.Results;

/// <summary>The files of a folder and what is in them.</summary>
internal static class FolderSnapshot
{
    /// <summary>Everything below a folder.</summary>
    public static IReadOnlyDictionary<string, string> All(string folder) => Take(folder, path => File.ReadAllBytes(path), _ => true);

    /// <summary>
    /// What a run promises byte for byte: all but its bookkeeping and TensorBoard's event files, whose names and contents hold the time; of training.tsv
    /// all but the column with the time. The page that is made of the tables, and lists the options, is no result of its own.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Results(string output) => Take(
        output,
        path => Path.GetFileName(path) == "training.tsv" ? WithoutTime(path) : File.ReadAllBytes(path),
        path => path is not ("report.html" or "sets.tsv" or "curves.tsv" or "flow.tsv") && !path.StartsWith("slices-", StringComparison.Ordinal) && !path.StartsWith(".slice-actors", StringComparison.Ordinal) && !Path.GetFileName(path).StartsWith("events.out.tfevents.", StringComparison.Ordinal));

    /// <summary>Fails, naming the files, when two runs do not have the same results.</summary>
    public static void AssertSameResults(string expected, string actual)
    {
        var (one, other) = (Results(expected), Results(actual));
        Assert.Equal([], one.Keys.Except(other.Keys).Select(file => $"missing: {file}"));
        Assert.Equal([], other.Keys.Except(one.Keys).Select(file => $"too much: {file}"));
        Assert.Equal([], one.Keys.Where(file => one[file] != other[file]).Select(file => $"different: {file}"));
    }

    /// <summary>Copies a folder with all that is in it, as <c>cp -r</c> does.</summary>
    public static void Copy(string folder, string copy)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(folder, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }
    }

    private static Dictionary<string, string> Take(string folder, Func<string, byte[]> read, Func<string, bool> counts) => Directory
        .EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
        .Where(path => counts(Path.GetRelativePath(folder, path)))
        .Order(StringComparer.Ordinal)
        .ToDictionary(path => Path.GetRelativePath(folder, path), path => Convert.ToHexStringLower(SHA256.HashData(read(path))));

    private static byte[] WithoutTime(string path)
    {
        var rows = File.ReadLines(path).Select(line => line.Split('\t')).ToList();
        var time = Array.IndexOf(rows[0], "time");
        Assert.True(time >= 0, $"{path} has no column time.");
        return Encoding.UTF8.GetBytes(string.Join('\n', rows.Select(cells => string.Join('\t', cells.Where((_, column) => column != time)))));
    }
}
