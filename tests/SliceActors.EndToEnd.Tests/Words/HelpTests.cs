using System.Text.RegularExpressions;
using SliceActors.EndToEnd.Tests.Programs;

namespace SliceActors.EndToEnd.Tests.Words;

public sealed partial class HelpTests
{
    public static TheoryData<string> Commands => [.. HelpPages.Commands];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_explains_itself_and_each_of_its_options(string command)
    {
        var help = HelpPages.Of(command);

        Assert.Empty(help.Errors);
        var description = help.OutputLines[help.OutputLines.ToList().IndexOf("Description:") + 1];
        Assert.True(description.StartsWith("  ", StringComparison.Ordinal) && description.Length > 10, $"No description:\n{help.Output}");
        Assert.All(help.OutputLines, line => Assert.True(line.Length <= 80 || line.Contains('/'), $"Wider than 80 columns: {line}"));
        var lines = help.OutputLines.SkipWhile(line => !Section().IsMatch(line)).TakeWhile(line => line != "Examples:").ToList();
        var entries = Enumerable.Range(0, lines.Count).Where(index => lines[index].StartsWith("  ", StringComparison.Ordinal) && lines[index][2] != ' ').ToList();
        Assert.NotEmpty(entries);
        Assert.All(entries, entry => Assert.Matches(Explained(), lines[entry + 1]));
    }

    [Fact]
    public void Options_stand_in_groups_lists_look_like_lists_and_examples_end_the_page()
    {
        var help = HelpPages.Of("train slice multicnn").Output;

        Assert.All(
            ["Who:", "Slices:", "Network:", "Training:", "Vote:", "Machine:", "Examples:", "  --split FOLD …", "Default: AD CN.", "slice-actors train slice multicnn CAPS"],
            text => Assert.Contains(text, help, StringComparison.Ordinal));
    }

    [Fact]
    public void The_name_of_the_program_alone_asks_for_its_help() => Assert.Equal(HelpPages.Of(string.Empty).Output, SliceActorsProgram.Run().Ended(0).Output);

    [Theory]
    [InlineData("--version")]
    [InlineData("-V")]
    public void The_version_is_printed(string option) => Assert.Matches(@"^\d+\.\d+\.\d+", SliceActorsProgram.Run(option).Ended(0).Output);

    [GeneratedRegex("^(Arguments|Options|Commands|Cache):$")]
    private static partial Regex Section();

    [GeneratedRegex(@"^      [A-Z]\w*")]
    private static partial Regex Explained();
}
