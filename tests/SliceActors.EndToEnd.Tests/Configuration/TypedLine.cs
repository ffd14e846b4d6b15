using SliceActors.Commands;
using SliceActors.Runs.Errors;

namespace SliceActors.EndToEnd.Tests.Configuration;

/// <summary>What the program makes of a command line, without a process.</summary>
internal static class TypedLine
{
    /// <summary>The name of the command that is done, its arguments, and its options with their values.</summary>
    public static IReadOnlyList<string> Understood(params string[] words)
    {
        var parsed = ProgramCommand.Read(ProgramCommand.Create(), words);
        Assert.Empty(parsed.Errors);
        return [parsed.CommandResult.Command.Name, .. SubmittedWords.AboutStudy(parsed, ["--config"])];
    }

    /// <summary>What is wrong with it.</summary>
    public static IReadOnlyList<string> Findings(params string[] words) =>
        [.. Assert.Throws<BadInputException>(() => ProgramCommand.Read(ProgramCommand.Create(), words)).Findings.Select(finding => finding.ToString())];
}
