namespace SliceActors.Runs.Files;

/// <summary>What is found where a file should be and none is.</summary>
public static class NoFile
{
    /// <summary>In words, for a finding.</summary>
    /// <param name="path">Where the file should be.</param>
    public static string At(string path) => Directory.Exists(path) ? "a folder" : "no such file";
}
