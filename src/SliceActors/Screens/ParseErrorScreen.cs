using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using SliceActors.Endings;
using SliceActors.Options;
using SliceActors.Runs.Errors;

namespace SliceActors.Screens;

/// <summary>Says what a command line that cannot be read lacks, has too much, or may have meant.</summary>
internal static partial class ParseErrorScreen
{
    public static ExitCode Show(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        foreach (var error in command.Subcommands.Count > 0 ? [CommandExpected(command, parsed)] : Errors(command, parsed))
        {
            Console.Error.WriteLine($"slice-actors: {error}");
        }

        Console.Error.WriteLine($"Try '{Path(command)} --help'.");
        return ExitCode.BadInput;
    }

    /// <summary>The words that call a command, <c>slice-actors</c> first.</summary>
    public static string Path(Command command) =>
        command is RootCommand ? "slice-actors" : $"{Path(command.Parents.OfType<Command>().First())} {command.Name}";

    // One sentence: whatever stands behind a word that is no command cannot be judged.
    private static string CommandExpected(Command command, ParseResult parsed)
    {
        var known = command.Subcommands.Where(sub => !sub.Hidden).ToList();
        var choices = $"expected: {string.Join(", ", known.Select(sub => sub.Name))}";
        if (parsed.UnmatchedTokens is not [var word, ..])
        {
            return $"a command is missing behind '{Path(command)}'; {choices}.";
        }

        if (word.StartsWith('-'))
        {
            return UnknownOption(command, word);
        }

        return known.Find(sub => sub.Subcommands.Any(below => below.Name == word)) is { } leftOut
            ? $"'{leftOut.Name}' is missing; did you mean '{Path(leftOut)} {word}'?"
            : Closest.To(word, known.Select(sub => sub.Name)) is { } meant
                ? $"'{word}' is no command; did you mean '{Path(command)} {meant}'?"
                : $"'{word}' is no command; {choices}.";
    }

    private static IEnumerable<string> Errors(Command command, ParseResult parsed)
    {
        var values = command.Arguments.Select(argument => (argument.Name, Tokens: parsed.GetResult(argument)?.Tokens ?? [])).ToList();

        // The parser takes an option that it does not know for an argument, if one is still open, and its value for another.
        var unknown = values.SelectMany(value => value.Tokens).Select(token => token.Value).Concat(parsed.UnmatchedTokens).Where(word => word.StartsWith('-') && word.Length > 1).Distinct().ToList();
        if (unknown.Count > 0)
        {
            return unknown.Select(word => UnknownOption(command, word));
        }

        var missing = values.Where(value => value.Tokens.Count == 0).Select(value => value.Name).ToList();
        return missing.Count == 0 && parsed.UnmatchedTokens.Count > 0
            ? parsed.Errors.Where(error => error.SymbolResult is not CommandResult).Select(InWordsOfUsers).Append($"too many words: {string.Join(' ', parsed.UnmatchedTokens)}")
            : missing.Count == 0
                ? parsed.Errors.Select(InWordsOfUsers).Distinct()
                : parsed.Errors.Where(error => error.SymbolResult is not (CommandResult or ArgumentResult { Parent: CommandResult })).Select(InWordsOfUsers).Append($"Missing: {string.Join(' ', missing)}.");
    }

    private static string UnknownOption(Command command, string word)
    {
        var name = word.Split('=')[0];
        var known = Shorthand.OptionsOf(command).Where(option => !option.Hidden).SelectMany(option => option.Aliases.Append(option.Name));
        return $"'{Path(command)}' has no option {name}{Closest.Question(name, known)}";
    }

    // The parser names types of .NET.
    private static string InWordsOfUsers(ParseError error) =>
        TypeName().Replace(error.Message, match => match.Groups["type"].Value is "Double" ? "as a number" : "as a whole number");

    [GeneratedRegex(@"as expected type '(System\.Nullable`1\[)?System\.(?<type>Int32|Int64|Double)\]?'", RegexOptions.ExplicitCapture)]
    private static partial Regex TypeName();
}
