using SliceActors.Actors.Hosting.Settings;
using SliceActors.Runs.Errors;

namespace SliceActors.Actors.Tests.Hosting.Settings;

/// <summary>What a user said, and what comes of it.</summary>
internal sealed record Said
{
    public string? File { get; init; }

    public Dictionary<string, string> Environment { get; init; } = [];

    public Dictionary<Setting, IReadOnlyList<string>> Options { get; init; } = [];

    public SettingsSources Sources => new(File, Environment, Options);

    public ClusterSettings Node() => ClusterSettings.Read(Sources, DateTimeOffset.UtcNow);

    public ClientSettings Client() => ClientSettings.Read(Sources, DateTimeOffset.UtcNow);

    public IReadOnlyList<Finding> NodeFindings() => Assert.Throws<BadInputException>(() => Node()).Findings;

    public IReadOnlyList<Finding> ClientFindings() => Assert.Throws<BadInputException>(() => Client()).Findings;

    /// <summary>Options of the command line: a setting and what was said, in turn.</summary>
    public static Said Option(Setting setting, params string[] words) => new Said().And(setting, words);

    public Said And(Setting setting, params string[] words) => this with { Options = new(Options) { [setting] = words } };
}
