using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;

namespace SliceActors.Configuration;

/// <summary>A file of options, in TOML or in JSON.</summary>
/// <param name="Path">The file, as named.</param>
/// <param name="Entries">What it says, in its order.</param>
internal sealed record OptionsFile(string Path, IReadOnlyList<Entry> Entries)
{
    private const int MostBytes = 1 << 20;

    /// <summary>Where it lies.</summary>
    public string? Folder => Path.Length > 0 ? System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path)) : null;

    /// <summary>Reads a file; its extension says in which language it is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="findings">Gets what is wrong with it as a file; it has no entries then.</param>
    public static OptionsFile Read(string path, ICollection<Finding> findings)
    {
        Func<string, string, ICollection<Finding>, IReadOnlyList<Entry>>? language = System.IO.Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".TOML" => TomlEntries.Read,
            ".JSON" => JsonEntries.Read,
            _ => null,
        };
        if (language is null)
        {
            findings.Add(new Finding(path.Length > 0 ? path : "--config", null, path.Length == 0 ? "an empty path" : "neither .toml nor .json", "a file of options, in TOML or in JSON"));
            return new OptionsFile(path, []);
        }

        if (!File.Exists(path))
        {
            findings.Add(new Finding(path, null, NoFile.At(path), "a file of options"));
            return new OptionsFile(path, []);
        }

        try
        {
            return new OptionsFile(path, language(SmallFile.ReadText(path, MostBytes), path, findings));
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            findings.Add(new Finding(path, null, $"it cannot be read: {trouble.Message}", "a file of options"));
            return new OptionsFile(path, []);
        }
    }
}
