using System.Collections;
using System.CommandLine;
using SliceActors.Actors.Hosting.Settings;

namespace SliceActors.Options;

/// <summary>Settings of nodes and clients as options of a command: what is said here counts more than variables and settings files.</summary>
internal sealed class SettingOptions
{
    private readonly IReadOnlyList<(Setting Setting, Option<string[]> Option)> options;
    private readonly Option<string?> file = new Option<string?>("--settings") { Description = "Settings file of your own; hocon/site.hocon lists what can be in it.", HelpName = "FILE" }.IsPath();

    /// <param name="settings">The settings, with what they mean and what stands behind them.</param>
    public SettingOptions(params IEnumerable<(Setting Setting, string Description, string HelpName)> settings) =>
        options = [.. settings.Select(entry => (entry.Setting, Create(entry.Setting, entry.Description, entry.HelpName)))];

    /// <summary>Adds them.</summary>
    public void AddTo(Command command, string heading) => command.AddGroup(heading, options.Select(entry => entry.Option).Append<Option>(file));

    /// <summary>What the user said, here and elsewhere.</summary>
    public SettingsSources Sources(ParseResult parsed) => new(
        parsed.GetValue(file),
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? string.Empty, StringComparer.Ordinal),
        options.Where(entry => parsed.GetResult(entry.Option) is { Implicit: false }).ToDictionary(entry => entry.Setting, IReadOnlyList<string> (entry) => Words(parsed, entry.Option)));

    /// <summary>Whether a setting was given as an option.</summary>
    public bool IsGiven(ParseResult parsed, Setting setting) => options.Any(entry => entry.Setting == setting && parsed.GetResult(entry.Option) is { Implicit: false });

    /// <summary>What was said here, written out again as words for a shell.</summary>
    public IEnumerable<string> Given(ParseResult parsed) => options.Select(entry => entry.Option).Append<Option>(file)
        .Select(option => parsed.GetResult(option))
        .Where(given => given is { Implicit: false })
        .SelectMany(given => given!.Tokens.Select(token => token.Value.Contains(' ', StringComparison.Ordinal) ? $"'{token.Value}'" : token.Value).Prepend(given.Option.Name));

    // A switch that is named is on.
    private static string[] Words(ParseResult parsed, Option<string[]> option) => parsed.GetValue(option) is { Length: > 0 } words ? words : ["on"];

    private static Option<string[]> Create(Setting setting, string description, string helpName) => new Option<string[]>(setting.Option!)
    {
        Description = $"{description} Also {setting.Variable}.",
        HelpName = helpName.Length > 0 ? helpName : null,
        AllowMultipleArgumentsPerToken = setting == Setting.Roles || setting == Setting.Seeds || setting == Setting.Contact,
        Arity = setting == Setting.Insecure ? ArgumentArity.Zero : ArgumentArity.OneOrMore,
    }.IsPath(word => helpName == "FILE" || (helpName == "FOLDER" && !word.Contains('=', StringComparison.Ordinal)));
}
