using System.Collections.Immutable;

namespace SliceActors.Studies.Comparisons;

/// <summary>Short names of results: what is different in their paths.</summary>
internal static class ResultNames
{
    /// <summary>A name for each path, without the parts that all have in front or at the end; none is empty, and no two are the same.</summary>
    /// <param name="paths">Paths of different files or folders, as typed.</param>
    public static ImmutableArray<string> Of(IReadOnlyList<string> paths)
    {
        List<string[]> parts = [.. paths.Select(path => Path.GetFullPath(path).Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))];
        var most = Math.Max(parts.Min(path => path.Length) - 1, 0);
        var front = Enumerable.Range(0, most).TakeWhile(i => parts.TrueForAll(path => path[i] == parts[0][i])).Count();
        var end = Enumerable.Range(1, most - front).TakeWhile(i => parts.TrueForAll(path => path[^i] == parts[0][^i])).Count();
        return [.. parts.Select(path => Path.Combine(path[front..^end]))];
    }
}
