namespace SliceActors.Imaging.Tests.PyTorch;

internal static class Files
{
    public static string Golden(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", "pytorch", name);

    /// <summary>A file of the reference data beside the repository; skips the test when it is absent.</summary>
    public static string Reference(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SliceActors.sln")))
        {
            folder = folder.Parent;
        }

        var file = Path.Combine(folder?.Parent?.FullName ?? "/", "shared", "reference", "clinicadl-0.2.1", path);
        Skip.IfNot(File.Exists(file), $"{file} is absent.");
        return file;
    }

    public static string Temporary() => Path.Combine(Path.GetTempPath(), $"slice-actors-{Guid.NewGuid():N}.pt");
}
