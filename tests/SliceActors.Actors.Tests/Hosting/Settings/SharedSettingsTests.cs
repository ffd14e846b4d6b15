using System.Collections.Immutable;
using SliceActors.Actors.Hosting;
using SliceActors.Actors.Hosting.Settings;
using static SliceActors.Runs.Messages.ClientMessages;

namespace SliceActors.Actors.Tests.Hosting.Settings;

public sealed class SharedSettingsTests
{
    private const string StableAfter = "akka.cluster.split-brain-resolver.stable-after";

    private static readonly ImmutableArray<SharedSetting> Ours = SharedSettings.Of(HoconFiles.Read("cluster.hocon"));

    [Fact]
    public void They_are_what_the_settings_file_of_clusters_says() => Assert.Contains(new SharedSetting(StableAfter, "4s"), Ours);

    [Theory]
    [InlineData("4s")]
    [InlineData("4000ms")]
    [InlineData("4 s")]
    public void The_same_time_in_other_units_is_the_same(string value) => Assert.Null(SharedSettings.Difference("0.2.0", Ours, Seed("0.2.0", value)));

    [Theory]
    [InlineData("on", "true", true)]
    [InlineData("no", "off", true)]
    [InlineData("on", "off", false)]
    public void A_switch_has_several_names(string ours, string theirs, bool same)
    {
        const string Alone = "akka.cluster.split-brain-resolver.keep-oldest.down-if-alone";

        var difference = SharedSettings.Difference("0.2.0", With((Alone, ours)), new ClusterVersion("0.2.0") { Settings = With((Alone, theirs)) });

        Assert.Equal(same ? null : $"{Alone} is {ours} here and {theirs} there", difference);
    }

    [Fact]
    public void Another_value_is_named_with_both_values() =>
        Assert.Equal($"{StableAfter} is 4s here and 9s there", SharedSettings.Difference("0.2.0", Ours, Seed("0.2.0", "9s")));

    [Fact]
    public void Another_strategy_is_named_with_what_it_needs() => Assert.Equal(
        "akka.cluster.split-brain-resolver.active-strategy is keep-majority here and static-quorum there; akka.cluster.split-brain-resolver.static-quorum.quorum-size is not set here and 2 there",
        SharedSettings.Difference("0.2.0", Ours, new ClusterVersion("0.2.0") { Settings = With(("akka.cluster.split-brain-resolver.active-strategy", "static-quorum"), ("akka.cluster.split-brain-resolver.static-quorum.quorum-size", "2")) }));

    [Fact]
    public void Another_version_is_said_before_all() =>
        Assert.Equal("it runs version 0.3.0 of slice-actors, this is version 0.2.0", SharedSettings.Difference("0.2.0", Ours, Seed("0.3.0", "9s")));

    private static ClusterVersion Seed(string version, string stableAfter) => new(version) { Settings = With((StableAfter, stableAfter)) };

    private static ImmutableArray<SharedSetting> With(params (string Key, string Value)[] changed) =>
        [.. Ours.Select(setting => changed.Any(change => change.Key == setting.Key) ? setting with { Value = changed.First(change => change.Key == setting.Key).Value } : setting)];
}
