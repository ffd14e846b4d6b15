using System.Collections.Immutable;
using Akka.Configuration;
using static SliceActors.Runs.Messages.ClientMessages;

namespace SliceActors.Actors.Hosting.Settings;

/// <summary>
/// The settings by which members decide who is lost and who goes on after a cut: members whose settings differ would decide differently, and both sides, or
/// none, would go on.
/// </summary>
internal static class SharedSettings
{
    private static readonly string[] Keys =
    [
        "akka.cluster.failure-detector.acceptable-heartbeat-pause",
        "akka.cluster.failure-detector.heartbeat-interval",
        "akka.cluster.failure-detector.threshold",
        "akka.cluster.downing-provider-class",
        "akka.cluster.split-brain-resolver.active-strategy",
        "akka.cluster.split-brain-resolver.stable-after",
        "akka.cluster.split-brain-resolver.down-all-when-unstable",
        "akka.cluster.split-brain-resolver.keep-majority.role",
        "akka.cluster.split-brain-resolver.static-quorum.quorum-size",
        "akka.cluster.split-brain-resolver.static-quorum.role",
        "akka.cluster.split-brain-resolver.keep-oldest.down-if-alone",
        "akka.cluster.split-brain-resolver.keep-oldest.role",
        "akka.cluster.split-brain-resolver.keep-referee.address",
        "akka.cluster.singleton.role",
        "akka.cluster.pub-sub.role",
    ];

    /// <summary>Those of a node.</summary>
    /// <param name="config">Settings of its actor system, with the defaults of all that it uses.</param>
    public static ImmutableArray<SharedSetting> Of(Config config) => [.. Keys.Select(key => new SharedSetting(key, config.GetString(key, string.Empty)))];

    /// <summary>Says what keeps a node from joining a seed, as the end of a sentence; null when nothing does.</summary>
    /// <param name="version">Version of the node's program.</param>
    /// <param name="ours">Its settings.</param>
    /// <param name="seed">What the seed says of itself.</param>
    public static string? Difference(string version, ImmutableArray<SharedSetting> ours, ClusterVersion seed)
    {
        if (seed.Version != version)
        {
            return $"it runs version {seed.Version} of slice-actors, this is version {version}";
        }

        var theirs = seed.Settings.ToDictionary(setting => setting.Key, setting => setting.Value, StringComparer.Ordinal);
        var differ = ours.Where(setting => !AreSame(setting.Value, theirs.GetValueOrDefault(setting.Key, string.Empty)))
            .Select(setting => $"{setting.Key} is {Words(setting.Value)} here and {Words(theirs.GetValueOrDefault(setting.Key, string.Empty))} there")
            .ToList();
        return differ.Count > 0 ? string.Join("; ", differ) : null;
    }

    private static string Words(string value) => value.Length > 0 ? value : "not set";

    // 4s is 4000ms, and on is true.
    private static bool AreSame(string one, string other) =>
        one == other || (Time(one) is { } time && time == Time(other)) || (Switch(one) is { } isOn && isOn == Switch(other));

    private static bool? Switch(string value) => value switch
    {
        "on" or "true" or "yes" => true,
        "off" or "false" or "no" => false,
        _ => null,
    };

    private static TimeSpan? Time(string value)
    {
        try
        {
            return value.Length > 0 ? ConfigurationFactory.ParseString($"time = {HoconText.Quote(value)}").GetTimeSpan("time") : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
