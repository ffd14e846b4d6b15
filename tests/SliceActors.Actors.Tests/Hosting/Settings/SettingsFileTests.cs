using SliceActors.Actors.Hosting;
using SliceActors.Actors.Hosting.Settings;
using SliceActors.Runs.Errors;
using SliceActors.Testing;

namespace SliceActors.Actors.Tests.Hosting.Settings;

public sealed class SettingsFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void The_file_of_defaults_has_every_setting_and_no_other()
    {
        var defaults = HoconFiles.Read("site.hocon");
        Assert.All(Setting.All, setting => Assert.True(defaults.HasPath($"slice-actors.{setting.Key}"), setting.Key));

        var findings = new List<Finding>();
        SettingsFile.Read(Path.Combine(AppContext.BaseDirectory, "hocon", "site.hocon"), findings);
        Assert.Equal([], findings);
    }

    [Theory]
    [InlineData("slice-actors.node.hots = a", "slice-actors.node.hots, which is no setting", "did you mean slice-actors.node.host?")]
    [InlineData("slice-actors.seed = []", "slice-actors.seed, which is no setting", "did you mean slice-actors.seeds?")]
    [InlineData("slice-actor.seeds = []", "slice-actor, which is no setting", "did you mean slice-actors?")]
    [InlineData("slice-actors.tls = off", "slice-actors.tls is a value", "a section: tls { … }")]
    [InlineData("slice-actors.seeds { a = 1 }", "slice-actors.seeds is a section", "a value: seeds = …")]
    [InlineData("slice-actors = off", "slice-actors is a value", "a section: slice-actors { … }")]
    [InlineData("slice-actors { node { host = a }, port = 1 }", null, "a settings file in HOCON form, one setting a line")]
    public void What_nobody_would_look_at_is_told(string text, string? found, string expected)
    {
        var finding = Assert.Single(Findings(text));

        Assert.Equal(found ?? finding.Found, finding.Found);
        Assert.Contains(expected, finding.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_told() => Assert.Equal("no such file", Assert.Single(new Said { File = folder.File("none") }.NodeFindings()).Found);

    [Fact]
    public void An_empty_file_says_nothing() => Assert.Equal([], Findings("# nothing yet"));

    [Fact]
    public void A_file_may_include_another_that_lies_beside_it()
    {
        File.WriteAllText(folder.File("all.conf"), "slice-actors.seeds = [\"a:1\"]");

        Assert.Equal("a:1", new Said { File = Write("include \"all.conf\"\nslice-actors.node.roles = [trainer]") }.Node().Seeds.Single().ToString());
    }

    public void Dispose() => folder.Dispose();

    private List<Finding> Findings(string text)
    {
        var findings = new List<Finding>();
        SettingsFile.Read(Write(text), findings);
        return findings;
    }

    private string Write(string text)
    {
        File.WriteAllText(folder.File("site.conf"), text);
        return folder.File("site.conf");
    }
}
