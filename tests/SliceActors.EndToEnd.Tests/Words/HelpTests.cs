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
        var entries = help.OutputLines.SkipWhile(line => !Section().IsMatch(line)).Where(line => !Section().IsMatch(line)).ToList();
        Assert.NotEmpty(entries);
        Assert.All(entries, entry => Assert.Matches(Explained(), entry));
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("-V")]
    public void The_version_is_printed(string option) => Assert.Matches(@"^\d+\.\d+\.\d+", SliceActorsProgram.Run(option).Ended(0).Output);

    [GeneratedRegex("^(Arguments|Options|Commands):$")]
    private static partial Regex Section();

    [GeneratedRegex(@"^  \S.*?  +[A-Z]\w*")]
    private static partial Regex Explained();
}
