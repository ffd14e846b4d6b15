using System.Globalization;
using Akka.Configuration;
using Akka.Configuration.Hocon;
using SliceActors.Actors.Places;
using SliceActors.Runs.Errors;

namespace SliceActors.Actors.Hosting.Settings;

/// <summary>Reads settings from where they were given: options before variables, before the user's file, before the defaults. Collects what is wrong.</summary>
internal sealed class SettingsReader
{
    /// <summary>What stands for the program's own choice.</summary>
    private const string Auto = "auto";

    private const string Akka = "akka";

    private readonly SettingsSources sources;
    private readonly Config defaults = HoconFiles.Read("site.hocon");
    private readonly ICollection<Finding> findings;
    private readonly Config file;

    public SettingsReader(SettingsSources sources, ICollection<Finding> findings)
    {
        (this.sources, this.findings) = (sources, findings);
        file = SettingsFile.Read(sources.File, findings);
    }

    /// <summary>Akka's own settings in the user's file.</summary>
    public Config AkkaOverrides
    {
        get
        {
            if (!file.HasPath(Akka))
            {
                return Config.Empty;
            }

            // Not the program's own section: there may be a password in it, and an actor system can be told to print its settings.
            var section = new HoconObject();
            section.Items.Add(Akka, file.GetValue(Akka));
            var root = new HoconValue();
            root.AppendValue(section);
            return new Config(new HoconRoot(root));
        }
    }

    /// <summary>What was said last about a setting.</summary>
    public Given Find(Setting setting)
    {
        var here = Directory.GetCurrentDirectory();
        if (setting.Option is { } option && sources.Options.TryGetValue(setting, out var words))
        {
            return new Given(words, option, here);
        }

        // Empty, as compose files leave what the user did not set.
        if (sources.Environment.TryGetValue(setting.Variable, out var text) && text.Length > 0)
        {
            return new Given([text], setting.Variable, here);
        }

        var key = $"{SettingsFile.Own}.{setting.Key}";
        return file.HasPath(key)
            ? new Given(Words(file, key), $"{sources.File}: {key}", System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(sources.File!))!)
            : new Given(Words(defaults, key), key, here);
    }

    public void Problem(Setting setting, string found, string expected) => findings.Add(new Finding(Find(setting).Where, null, found, expected));

    /// <summary>A text; null when it is empty.</summary>
    public string? Text(Setting setting) => Find(setting).Word is { Length: > 0 } text ? text : null;

    /// <summary>A path; null when it is empty.</summary>
    public string? Path(Setting setting) => Find(setting) is { Word.Length: > 0 } given ? System.IO.Path.GetFullPath(given.Word, given.Folder) : null;

    /// <summary>A path; null for the program's own choice.</summary>
    public string? PathOrAuto(Setting setting) => Find(setting).Word == Auto ? null : Path(setting);

    /// <summary>A folder of the cluster, or NAME=FOLDER where this machine has it under another path; null when none is named.</summary>
    public StudyRoot? Root(Setting setting)
    {
        if (Find(setting) is not { Word.Length: > 0 } given)
        {
            return null;
        }

        // A lone folder may have the sign in its name; that of another machine is never relative.
        var sign = given.Word.IndexOf("=/", StringComparison.Ordinal);
        var name = sign > 0 ? given.Word[..sign] : given.Word;
        var folder = System.IO.Path.GetFullPath(sign > 0 ? given.Word[(sign + 1)..] : given.Word, given.Folder);
        if (!Directory.Exists(folder))
        {
            Problem(setting, $"{folder} is {(File.Exists(folder) ? "a file" : "not there")}", "a folder that this machine sees");
        }

        if (sign > 0 && !System.IO.Path.IsPathRooted(name))
        {
            Problem(setting, $"{name} before the =", "the absolute path by which the other machines name the folder");
        }

        return new StudyRoot(Trim(sign > 0 ? System.IO.Path.GetFullPath(name, "/") : folder), Trim(folder));

        static string Trim(string path) => System.IO.Path.TrimEndingDirectorySeparator(path);
    }

    /// <summary>A whole number; null for the program's own choice.</summary>
    public int? Number(Setting setting, int least, int most)
    {
        var word = Find(setting).Word;
        if (word == Auto)
        {
            return null;
        }

        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Problem(setting, word, $"{least} to {most}, or {Auto}");
        return null;
    }

    public bool Switch(Setting setting)
    {
        switch (Find(setting).Word)
        {
            case "on" or "true" or "yes" or "1":
                return true;
            case "off" or "false" or "no" or "0":
                return false;
            case var other:
                Problem(setting, other, "on or off");
                return false;
        }
    }

    /// <summary>Addresses, separated by commas or spaces; each once.</summary>
    public IReadOnlyList<NodeAddress> Addresses(Setting setting)
    {
        var addresses = new List<NodeAddress>();
        foreach (var word in List(setting))
        {
            if (NodeAddress.Parse(word) is { } address)
            {
                addresses.Add(address);
            }
            else
            {
                Problem(setting, word, "HOST:PORT, such as seed1:4053 or [fd00::1]:4053");
            }
        }

        return [.. addresses.Distinct()];
    }

    /// <summary>Words, separated by commas or spaces.</summary>
    public IEnumerable<string> List(Setting setting) => Find(setting).Words.SelectMany(word => word.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static IReadOnlyList<string> Words(Config config, string key) => config.GetValue(key) switch
    {
        var list when list.IsArray() => [.. list.GetStringList()],
        var value when value.GetString() is { } text => [text],
        // An empty list has neither.
        _ => [],
    };
}
