using Akka.Configuration;
using Akka.Configuration.Hocon;
using SliceActors.Runs.Errors;

namespace SliceActors.Actors.Hosting.Settings;

/// <summary>The settings file of a user.</summary>
internal static class SettingsFile
{
    /// <summary>The section that is the program's own.</summary>
    public const string Own = "slice-actors";

    private static readonly string[] Sections = [Own, "akka"];

    /// <summary>Reads a file and adds what is wrong with it: what cannot be read, and what nobody would look at.</summary>
    /// <returns>Empty when it cannot be read, or when there is none.</returns>
    public static Config Read(string? path, ICollection<Finding> findings)
    {
        if (path is null)
        {
            return Config.Empty;
        }

        try
        {
            var root = Parse(Path.GetFullPath(path));
            if (!root.Value.IsObject())
            {
                return Config.Empty;
            }

            CheckKeys(path, root.Value.GetObject(), findings);
            return new Config(root);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            findings.Add(new Finding(path, null, trouble is FileNotFoundException or DirectoryNotFoundException ? "no such file" : trouble.Message, "a settings file; hocon/site.hocon lists what can be in it"));
        }
        catch (Exception trouble) when (trouble is FormatException or ConfigurationException)
        {
            findings.Add(new Finding(path, null, trouble.Message.ReplaceLineEndings(" "), "a settings file in HOCON form, one setting a line"));
        }

        return Config.Empty;
    }

    private static HoconRoot Parse(string path) => Parser.Parse(File.ReadAllText(path), included => Parse(Path.Combine(Path.GetDirectoryName(path)!, included)));

    private static void CheckKeys(string path, HoconObject root, ICollection<Finding> findings)
    {
        var known = Setting.All.Select(setting => setting.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var (key, value) in root.Items)
        {
            if (!Sections.Contains(key))
            {
                findings.Add(Unknown(path, key, Sections));
            }
            else if (key == Own && value.IsObject())
            {
                CheckOwn(path, value.GetObject(), string.Empty, known, findings);
            }
            else if (!value.IsObject())
            {
                findings.Add(new Finding(path, null, $"{key} is a value", $"a section: {key} {{ … }}"));
            }
        }
    }

    private static void CheckOwn(string path, HoconObject section, string prefix, HashSet<string> known, ICollection<Finding> findings)
    {
        foreach (var (name, value) in section.Items)
        {
            var key = prefix + name;
            var isSection = known.Any(setting => setting.StartsWith($"{key}.", StringComparison.Ordinal));
            if (!isSection && !known.Contains(key))
            {
                findings.Add(Unknown(path, $"{Own}.{key}", known.Select(setting => $"{Own}.{setting}")));
            }
            else if (isSection && value.IsObject())
            {
                CheckOwn(path, value.GetObject(), $"{key}.", known, findings);
            }
            else if (isSection != value.IsObject())
            {
                findings.Add(new Finding(path, null, $"{Own}.{key} is a {(isSection ? "value" : "section")}", isSection ? $"a section: {name} {{ … }}" : $"a value: {name} = …"));
            }
        }
    }

    private static Finding Unknown(string path, string key, IEnumerable<string> known) =>
        new(path, null, $"{key}, which is no setting", $"a setting of hocon/site.hocon, or of Akka below akka{Closest.Question(key, known)}");
}
