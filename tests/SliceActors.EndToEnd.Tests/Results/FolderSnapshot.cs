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
        path => !IsOfPage(path) && !path.StartsWith(".slice-actors", StringComparison.Ordinal) && !Path.GetFileName(path).StartsWith("events.out.tfevents.", StringComparison.Ordinal));

    /// <summary>Fails, naming the files, when two runs do not have the same results.</summary>
    public static void AssertSameResults(string expected, string actual)
    {
        var (one, other) = (Results(expected), Results(actual));
        Assert.Equal([], one.Keys.Except(other.Keys).Select(file => $"missing: {file}"));
        Assert.Equal([], other.Keys.Except(one.Keys).Select(file => $"too much: {file}"));
        Assert.Equal([], one.Keys.Where(file => one[file] != other[file]).Select(file => $"different: {file}"));
    }

    /// <summary>Fails, naming what it is, when two runs do not have the same page with all that is written beside it. Where its results lie each page says of itself.</summary>
    public static void AssertSamePage(string expected, string actual)
    {
        var (one, other) = (Page(expected), Page(actual));
        Assert.Contains("report.html", one.Keys);
        Assert.Contains(one.Keys, file => file.StartsWith("slices-", StringComparison.Ordinal));
        Assert.Equal(one.Keys, other.Keys);
        Assert.Equal([], one.Keys.Where(file => one[file] != other[file]).Select(file => $"different: {file}"));
        string[] Lines(string output) => [.. File.ReadLines(Path.Combine(output, "report.html")).Select(line => line.Replace(output, "OUTPUT", StringComparison.Ordinal))];
        Assert.Equal(Lines(expected), Lines(actual));
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

    private static bool IsOfPage(string path) => path is "report.html" or "sets.tsv" or "curves.tsv" or "flow.tsv" || path.StartsWith("slices-", StringComparison.Ordinal);

    private static Dictionary<string, string> Page(string output) =>
        Take(output, path => Path.GetFileName(path) == "report.html" ? [] : File.ReadAllBytes(path), IsOfPage);

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
