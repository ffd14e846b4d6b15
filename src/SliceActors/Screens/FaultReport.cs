using System.Text.RegularExpressions;

namespace SliceActors.Screens;

/// <summary>What whoever mends the program needs of a fault of it, kept at once: it may not come twice. It is made to be sent, and so holds no password.</summary>
internal static partial class FaultReport
{
    /// <summary>Writes the version, the command line and where the fault came from to a new file that nobody else may read.</summary>
    /// <param name="words">The command line.</param>
    /// <param name="trouble">The fault.</param>
    /// <returns>The file; null where there can be none.</returns>
    public static string? Write(IReadOnlyList<string> words, Exception trouble)
    {
        try
        {
            var file = Path.Combine(Path.GetTempPath(), $"slice-actors-{Guid.NewGuid():N}.txt");
            var access = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                access.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var writer = new StreamWriter(file, access);
            writer.WriteLine(typeof(FaultReport).Assembly.GetName().Version);
            writer.WriteLine(string.Join(' ', words.Select(WithoutPassword)));
            writer.WriteLine(trouble);
            return file;
        }
        catch (Exception further) when (further is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string WithoutPassword(string word) => Password().Replace(word, "$1…");

    // As connection strings have it: up to the next semicolon that does not stand within quotes.
    [GeneratedRegex("""((?:password|pwd|psw)\s*=\s*)(?:'(?:[^']|'')*'|"(?:[^"]|"")*"|[^;'"][^;]*)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Password();
}
