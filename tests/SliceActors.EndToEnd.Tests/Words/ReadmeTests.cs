using System.Text.RegularExpressions;

namespace SliceActors.EndToEnd.Tests.Words;

/// <summary>The pages and <c>--help</c> know the same options.</summary>
public sealed partial class ReadmeTests
{
    private const string Options = "Options, command by command";
    private const string Comparison = "Every option beside ClinicaDL's";

    // Options of ClinicaDL, which have no counterpart here, are named in these parts.
    private static readonly string[] OfClinicaDl = ["Coming from ClinicaDL", Comparison];

    // Options of dotnet, docker, Slurm, systemd and of the benchmarks, and one that stands for others in what is said about short forms.
    private static readonly string[] Foreign = ["--project", "--filter", "--rm", "--build", "--scale", "--array", "--now", "--opt"];

    private static readonly IReadOnlySet<string> Known =
        HelpPages.Commands.SelectMany(HelpPages.Options).SelectMany(names => names).Where(name => name.StartsWith("--", StringComparison.Ordinal)).Append("--help").ToHashSet();

    public static TheoryData<string> Pages => [.. Documents.All];

    [Fact]
    public void Every_option_of_every_command_is_explained()
    {
        var seen = AssertSameOptions(Options);

        var withOptions = HelpPages.Commands.Where(command => HelpPages.Options(command).Any()).Select(command => command.Length > 0 ? command : "slice-actors");
        Assert.Equal([], withOptions.Except(seen));
    }

    [Fact]
    public void The_comparison_with_ClinicaDL_has_every_option_of_its_commands_and_no_other() => Assert.NotEmpty(AssertSameOptions(Comparison));

    [Theory]
    [MemberData(nameof(Pages))]
    public void No_page_mentions_an_option_that_is_not_there(string page)
    {
        var text = Documents.Text(page);
        foreach (var part in page == Documents.Program ? OfClinicaDl : [])
        {
            text = text.Replace(Documents.Part(page, part), string.Empty, StringComparison.Ordinal);
        }

        // Beginnings of options are as good as options.
        var mentioned = LongOption().Matches(text).Select(option => option.Value).Distinct();
        Assert.Equal([], mentioned.Except(Foreign).Where(option => !Known.Any(known => known.StartsWith(option, StringComparison.Ordinal))));
    }

    /// <summary>Every section of a part that is about commands has their options, all of them and no other, in its tables.</summary>
    /// <returns>The commands that the sections are about.</returns>
    private static List<string> AssertSameOptions(string part)
    {
        var seen = new List<string>();
        foreach (var section in Documents.Part(Documents.Program, part).Split("\n### ").Where(section => About().IsMatch(section)))
        {
            var commands = Quoted().Matches(About().Match(section).Value).SelectMany(quoted => Expand(quoted.Groups[1].Value)).ToList();
            seen.AddRange(commands);
            var rows = section.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.Contains("| absent", StringComparison.Ordinal));
            var written = rows.SelectMany(row => Option().Matches(row.Split(" | ")[0]).Select(option => option.Value)).ToHashSet();
            var known = commands.SelectMany(command => HelpPages.Options(command == "slice-actors" ? string.Empty : command)).SelectMany(names => names).ToHashSet();
            Assert.Equal([], known.Except(written).Select(option => $"{commands[0]}: {option} is not in '{part}'"));
            Assert.Equal([], written.Except(known).Select(option => $"{commands[0]}: {option} is in '{part}' only"));
        }

        return seen;
    }

    /// <summary>What a shell makes of braces: <c>a {b,c}</c> is <c>a b</c> and <c>a c</c>.</summary>
    private static IEnumerable<string> Expand(string pattern) => Braces().Match(pattern) is { Success: true } braces
        ? braces.Groups[1].Value.Split(',').SelectMany(word => Expand(pattern[..braces.Index] + word + pattern[(braces.Index + braces.Length)..]))
        : [pattern];

    [GeneratedRegex("^Commands?: .*$", RegexOptions.Multiline)]
    private static partial Regex About();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?<=`)--?[\w-]+(?=`)")]
    private static partial Regex Option();

    [GeneratedRegex(@"(?<![\w-])--[A-Za-z]\w+(?![\w-])")]
    private static partial Regex LongOption();

    [GeneratedRegex(@"\{([^}]*)\}")]
    private static partial Regex Braces();
}
