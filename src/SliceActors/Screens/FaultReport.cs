namespace SliceActors.Screens;

/// <summary>What whoever mends the program needs of a fault of it, kept at once: it may not come twice.</summary>
internal static class FaultReport
{
    /// <summary>Writes the version, the command line and where the fault came from to a new file.</summary>
    /// <param name="words">The command line.</param>
    /// <param name="trouble">The fault.</param>
    /// <returns>The file; null where there can be none.</returns>
    public static string? Write(IReadOnlyList<string> words, Exception trouble)
    {
        try
        {
            var file = Path.Combine(Path.GetTempPath(), $"slice-actors-{Guid.NewGuid():N}.txt");
            File.WriteAllLines(file, [$"{typeof(FaultReport).Assembly.GetName().Version}", string.Join(' ', words), $"{trouble}"]);
            return file;
        }
        catch (Exception further) when (further is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
