namespace SliceActors.Imaging.Tests.Support;

/// <summary>Large files beside the repository, which may be absent, and small ones beside the tests.</summary>
internal static class Shared
{
    public static string Golden(params string[] parts) => Path.Combine([AppContext.BaseDirectory, "Golden", .. parts]);

    /// <summary>A path below ../shared; skips the test when it is absent.</summary>
    public static string Require(params string[] parts)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SliceActors.sln")))
        {
            folder = folder.Parent;
        }

        var path = Path.Combine([folder?.Parent?.FullName ?? "/", "shared", .. parts]);
        Skip.IfNot(Path.Exists(path), $"{path} is absent.");
        return path;
    }
}
