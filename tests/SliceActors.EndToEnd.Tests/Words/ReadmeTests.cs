using System.Text.RegularExpressions;

namespace SliceActors.EndToEnd.Tests.Words;

/// <summary>The README and <c>--help</c> know the same options.</summary>
public sealed partial class ReadmeTests
{
    private const string Comparison = "\n## Every command and option";

    // An option of dotnet, and two that stand for others in what is said about short forms.
    private static readonly string[] Foreign = ["--project", "--epo", "--opt"];

    private static readonly string Text = File.ReadAllText(Path.Combine(Root(), "README.md"));

    [Fact]
    public void The_comparison_with_ClinicaDL_has_every_option_of_every_command_and_no_other()
    {
        var sections = ComparisonText().Split("\n### ")[1..];
        var seen = new List<string>();
        Assert.All(sections, section =>
        {
            var commands = Quoted().Matches(section.Split('\n')[0]).SelectMany(quoted => Expand(quoted.Groups[1].Value)).ToList();
            seen.AddRange(commands);
            var rows = section.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.Contains("| absent", StringComparison.Ordinal));
            var written = rows.SelectMany(row => Option().Matches(row.Split(" | ")[0]).Select(option => option.Value)).ToHashSet();
            var known = commands.SelectMany(command => HelpPages.Options(command == "slice-actors" ? string.Empty : command)).SelectMany(names => names).ToHashSet();
            Assert.Equal([], known.Except(written).Select(option => $"{commands[0]}: {option} is not in the README"));
            Assert.Equal([], written.Except(known).Select(option => $"{commands[0]}: {option} is in the README only"));
        });
        var withOptions = HelpPages.Commands.Where(command => HelpPages.Options(command).Any()).Select(command => command.Length > 0 ? command : "slice-actors");
        Assert.Equal([], withOptions.Except(seen));
    }

    [Fact]
    public void Every_option_is_explained_and_no_other_is_mentioned()
    {
        var known = HelpPages.Commands.SelectMany(HelpPages.Options).SelectMany(names => names).Where(name => name.StartsWith("--", StringComparison.Ordinal)).Append("--help").ToHashSet();
        var explained = LongOption().Matches(Text.Replace(ComparisonText(), string.Empty, StringComparison.Ordinal)).Select(option => option.Value).ToHashSet();

        Assert.Equal([], known.Except(explained).Except(["--help"]).Select(option => $"not explained: {option}"));
        Assert.Equal([], explained.Except(known).Except(Foreign).Select(option => $"no such option: {option}"));
    }

    private static string ComparisonText()
    {
        var start = Text.IndexOf(Comparison, StringComparison.Ordinal);
        return Text[start..Text.IndexOf("\n## ", start + 1, StringComparison.Ordinal)];
    }

    /// <summary>What a shell makes of braces: <c>a {b,c}</c> is <c>a b</c> and <c>a c</c>.</summary>
    private static IEnumerable<string> Expand(string pattern) => Braces().Match(pattern) is { Success: true } braces
        ? braces.Groups[1].Value.Split(',').SelectMany(word => Expand(pattern[..braces.Index] + word + pattern[(braces.Index + braces.Length)..]))
        : [pattern];

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SliceActors.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?<=`)--?\w+(?=`)")]
    private static partial Regex Option();

    [GeneratedRegex(@"(?<![\w-])--[A-Za-z]\w+(?![\w-])")]
    private static partial Regex LongOption();

    [GeneratedRegex(@"\{([^}]*)\}")]
    private static partial Regex Braces();
}
