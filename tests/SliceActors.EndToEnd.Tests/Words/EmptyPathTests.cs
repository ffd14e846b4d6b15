using System.CommandLine;
using System.Text.RegularExpressions;
using SliceActors.Commands;
using SliceActors.EndToEnd.Tests.Programs;

namespace SliceActors.EndToEnd.Tests.Words;

/// <summary>A path is empty where a shell variable is not set: each command names all such options and arguments, and goes no further.</summary>
public sealed partial class EmptyPathTests
{
    private const int BadInput = 2;

    // What is read before a command starts has tests of its own, and nothing is written to the file of --logname.
    private static readonly string[] Others = ["--config", "--from", "--logname"];

    public static TheoryData<string> Commands => [.. HelpPages.Commands.Where(words => PathsOf(words).Any())];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_path_of_a_command_that_is_empty_is_named(string words)
    {
        var (command, paths) = (Find(words), PathsOf(words).ToHashSet());
        string[] line =
        [
            .. words.Split(' '),
            .. command.Arguments.Select(argument => paths.Contains(argument.Name) ? string.Empty : argument.Name == "PREPROCESSING" ? "t1-linear" : "ConvNet"),
            .. command.Options.Where(option => paths.Contains(option.Name)).SelectMany(option => new[] { option.Name, string.Empty }),
        ];

        SliceActorsProgram.Run(line).Ended(BadInput).Said([.. paths.Select(name => $"  {name}: an empty path\n      expected: a path; perhaps a shell variable is not set\n")]);
    }

    [Fact]
    public void What_else_is_wrong_is_said_with_them()
    {
        SliceActorsProgram.Run("check", "slice", "cnn", "", "t1-linear", "nowhere", "results", "ConvNet", "--plugin", "", "--weights=", "--cache_dir", "", "--epochs", "0", "-cpu").Ended(BadInput)
            .Said("CAPS_DIRECTORY: an empty path", "--plugin: an empty path", "--weights: an empty path", "--cache_dir: an empty path", "--epochs: 0", "nowhere");
        SliceActorsProgram.Run("tsvtool", "split", "", "--n_test", "-1").Ended(BadInput).Said("2 things", "FORMATTED_DATA_PATH: an empty path", "--n_test: -1");
        SliceActorsProgram.Run("generate", "trivial", "nowhere", "t1-linear", "", "--mask_path", "", "--n_subjects", "0").Ended(BadInput)
            .Said("OUTPUT_DIRECTORY: an empty path", "--mask_path: an empty path", "nowhere: ", "--n_subjects: 0");
    }

    private static IEnumerable<string> PathsOf(string words)
    {
        var command = Find(words);
        return command.Arguments.Where(argument => PathName().IsMatch(argument.Name)).Select(argument => argument.Name)
            .Concat(command.Options.Where(option => option.HelpName is "FILE" or "FOLDER" or "TSV" or "WEIGHTS" or "RESULTS").Select(option => option.Name).Except(Others));
    }

    private static Command Find(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate((Command)ProgramCommand.Create(), (command, word) => command.Subcommands.First(sub => sub.Name == word));

    [GeneratedRegex("_DIRECTORY$|_PATH$|_TSV$|_MODS$|^FOLDER$|^RESULT$|^RUN$")]
    private static partial Regex PathName();
}
