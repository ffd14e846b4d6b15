using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using SliceActors.Runs.Errors;

namespace SliceActors.Screens;

/// <summary>Says what went wrong, on the error stream, without a stack trace.</summary>
internal static partial class ErrorScreen
{
    /// <summary>The exit code of trouble that a person can do something about; null for a bug.</summary>
    public static ExitCode? ExitCodeOf(Exception trouble) => trouble switch
    {
        BadInputException => ExitCode.BadInput,
        RefusedException => ExitCode.Refused,
        IOException or UnauthorizedAccessException or SqliteException => ExitCode.Storage,
        DllNotFoundException => ExitCode.BadInput,
        _ => null,
    };

    public static ExitCode Show(Exception trouble)
    {
        if (trouble is BadInputException bad)
        {
            return Show(bad.Findings);
        }

        Console.Error.WriteLine($"slice-actors: {trouble.Message}");
        return ExitCodeOf(trouble) ?? throw trouble;
    }

    /// <summary>Says what is wrong with the input.</summary>
    /// <param name="findings">All of it.</param>
    /// <param name="remark">What became of the command.</param>
    public static ExitCode Show(IReadOnlyCollection<Finding> findings, string remark = "nothing was written")
    {
        Console.Error.WriteLine(findings.Count == 1
            ? $"slice-actors: this has to be put right first ({remark}):"
            : $"slice-actors: {findings.Count} things have to be put right first ({remark}):");
        foreach (var finding in findings)
        {
            var place = finding.Line is { } line ? $"{finding.Where}:{line}" : finding.Where;
            Console.Error.WriteLine($"  {place}: {finding.Found}");
            Console.Error.WriteLine($"      right would be: {finding.Expected}");
        }

        return ExitCode.BadInput;
    }

    /// <summary>Says what a command line that cannot be read lacks, or has too much.</summary>
    public static ExitCode Show(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var values = command.Arguments.Select(argument => (argument.Name, Tokens: parsed.GetResult(argument)?.Tokens ?? [])).ToList();

        // The parser takes an option that it does not know for an argument, if one is still open.
        var unknown = values.SelectMany(value => value.Tokens).Where(token => token.Value.StartsWith('-')).Select(token => $"Unrecognized option '{token.Value}'.");
        var missing = values.Where(value => value.Tokens.Count == 0).Select(value => value.Name).ToList();
        var errors = missing.Count == 0
            ? parsed.Errors.Select(error => error.Message).Distinct()
            : parsed.Errors.Where(error => error.SymbolResult is not (CommandResult or ArgumentResult { Parent: CommandResult })).Select(error => error.Message).Append($"Missing: {string.Join(' ', missing)}.");
        foreach (var error in unknown.Concat(errors))
        {
            Console.Error.WriteLine($"slice-actors: {InWordsOfUsers(error)}");
        }

        Console.Error.WriteLine($"Try '{string.Join(' ', PathOf(command).Prepend("slice-actors"))} --help'.");
        return ExitCode.BadInput;
    }

    // The parser names types of .NET.
    private static string InWordsOfUsers(string error) =>
        TypeName().Replace(error, match => match.Groups["type"].Value is "Double" ? "as a number" : "as a whole number");

    [GeneratedRegex(@"as expected type '(System\.Nullable`1\[)?System\.(?<type>Int32|Int64|Double)\]?'", RegexOptions.ExplicitCapture)]
    private static partial Regex TypeName();

    private static IEnumerable<string> PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent and not RootCommand
            ? PathOf(parent).Append(command.Name)
            : command is RootCommand ? [] : [command.Name];
}
