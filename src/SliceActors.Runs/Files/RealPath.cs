namespace SliceActors.Runs.Files;

/// <summary>Where a path leads, whatever links are in it: one place may have several names.</summary>
public static class RealPath
{
    /// <summary>The path without links; what is not there yet stays as it is.</summary>
    /// <param name="path">A path, not empty.</param>
    public static string Of(string path)
    {
        var real = "/";
        foreach (var part in Path.GetFullPath(path).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = new FileInfo(Path.Combine(real, part));
            real = next.LinkTarget is not null && next.ResolveLinkTarget(returnFinalTarget: true) is { } target ? Of(target.FullName) : next.FullName;
        }

        return real;
    }

    /// <summary>Whether a path is a folder or lies below it.</summary>
    /// <param name="path">The path.</param>
    /// <param name="folder">The folder.</param>
    public static bool IsWithin(string path, string folder) => $"{Of(path)}/".StartsWith(Of(folder).TrimEnd('/') + "/", StringComparison.Ordinal);
}
