using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using SliceActors.Options;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;
using SliceActors.Screens;

namespace SliceActors.Configuration;

/// <summary>
/// A command line with what it leaves to a file (<c>--config</c>) and to an earlier study (<c>--from</c>). What is typed counts more than the file, and the
/// file more than the study.
/// </summary>
internal static class FullCommandLine
{
    /// <summary>Options that exclude each other: who names one does not mean another that stands in a file.</summary>
    private static readonly string[] Beginnings = ["--weights", "--transfer_learning_path"];

    /// <summary>The words behind <c>train</c> that an earlier study says: what was trained.</summary>
    /// <param name="parsed">The command line as typed.</param>
    /// <returns>The command that the words belong behind, and they; null when nothing is left out.</returns>
    /// <exception cref="BadInputException">The earlier study cannot be read.</exception>
    public static (Command Behind, IReadOnlyList<string> Words)? LeftOut(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (command.Subcommands.Count == 0 || IsHelp(parsed) || Earlier(parsed) is not { } results)
        {
            return null;
        }

        // One level of commands may be typed, as in `train slice`.
        var type = RecordedStudy.Open(results).NetworkType.Term();
        return (command, command.Subcommands.Any(sub => sub.Name == type) ? [type] : [.. command.Subcommands.Take(1).Select(sub => sub.Name), type]);
    }

    /// <summary>The command line in full.</summary>
    /// <param name="parsed">The command line as typed.</param>
    /// <returns>Null when it names neither a file nor a study, or when it cannot be read itself.</returns>
    /// <exception cref="BadInputException">Something is wrong with them: all of it at once.</exception>
    public static IReadOnlyList<string>? Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var config = Value(parsed, command.Options.OfType<ConfigOption>());
        var typed = command.Arguments.SelectMany(argument => parsed.GetResult(argument)?.Tokens ?? []).Select(token => token.Value).ToList();
        var isUnread = parsed.UnmatchedTokens.Count > 0 || typed.Exists(word => word.StartsWith('-') && word.Length > 1);
        if ((config ?? Earlier(parsed)) is null || command.Subcommands.Count > 0 || isUnread || IsHelp(parsed))
        {
            return null;
        }

        var findings = new List<Finding>();
        var said = Typed(parsed);
        if (config is not null)
        {
            var file = OptionsFile.Read(config, findings);
            AddTo(said, FileWords.Of(file, command, file.Folder, findings));
        }

        if (Earlier(parsed) is { } results)
        {
            AddTo(said, OfEarlier(results, command, said.Keys.ToHashSet(), findings));
        }

        AddArguments(said, typed, command, config ?? Earlier(parsed)!, findings);
        return findings.Count > 0 ? throw new BadInputException(findings) :
        [
            .. ParseErrorScreen.Path(command).Split(' ').Skip(1),
            .. said.Where(pair => pair.Key is Option).SelectMany(pair => pair.Value),
            "--",
            .. command.Arguments.SelectMany(argument => said[argument]),
        ];
    }

    private static string? Earlier(ParseResult parsed) => Value(parsed, Shorthand.OptionsOf(parsed.CommandResult.Command).OfType<FromOption>());

    // Without a value the parser has something to say.
    private static string? Value(ParseResult parsed, IEnumerable<Option> options) =>
        options.SelectMany(option => parsed.GetResult(option)?.Tokens ?? []).Select(token => token.Value).LastOrDefault();

    private static bool IsHelp(ParseResult parsed) => Shorthand.OptionsOf(parsed.CommandResult.Command).OfType<HelpOption>().Any(help => IsGiven(parsed.GetResult(help)));

    private static bool IsGiven(OptionResult? option) => option is { Implicit: false };

    private static Dictionary<Symbol, IReadOnlyList<string>> Typed(ParseResult parsed) => Shorthand.OptionsOf(parsed.CommandResult.Command)
        .Where(option => option != Shorthand.Gap)
        .Select(option => parsed.GetResult(option))
        .Where(IsGiven)
        .ToDictionary(option => (Symbol)option!.Option, option => Words(option!));

    // An empty value needs a word of its own. An option without values may be known by its short name, and by how often it is there.
    private static IReadOnlyList<string> Words(OptionResult option) => option.Tokens.Count > 0
        ? [.. option.Tokens.SelectMany(token => token.Value.Length > 0 ? [$"{option.Option.Name}={token.Value}"] : new[] { option.Option.Name, token.Value })]
        : [.. Enumerable.Repeat(option.IdentifierToken!.Value, option.IdentifierTokenCount)];

    private static void AddTo(Dictionary<Symbol, IReadOnlyList<string>> said, IReadOnlyDictionary<Symbol, IReadOnlyList<string>> further)
    {
        var hasBeginning = said.Keys.Any(symbol => Beginnings.Contains(symbol.Name));
        foreach (var (symbol, words) in further.Where(pair => !(hasBeginning && Beginnings.Contains(pair.Key.Name))))
        {
            said.TryAdd(symbol, words);
        }
    }

    private static IReadOnlyDictionary<Symbol, IReadOnlyList<string>> OfEarlier(string results, Command command, HashSet<Symbol> said, List<Finding> findings)
    {
        try
        {
            var study = RecordedStudy.Open(results);
            if (study.NetworkType.Term() == command.Name)
            {
                return study.Words(command, said, findings);
            }

            findings.Add(new Finding("--from", null, $"a study of {study.NetworkType.Term()}, and {command.Name} on the command line", "the same of both; the command line may leave it out: train --from RESULTS"));
        }
        catch (BadInputException bad)
        {
            findings.AddRange(bad.Findings);
        }

        return new Dictionary<Symbol, IReadOnlyList<string>>();
    }

    /// <summary>Arguments have no names on a command line: it says those that are left open, in their order, or all of them.</summary>
    private static void AddArguments(Dictionary<Symbol, IReadOnlyList<string>> said, List<string> typed, Command command, string source, List<Finding> findings)
    {
        var open = typed.Count == command.Arguments.Count ? command.Arguments : [.. command.Arguments.Where(argument => !said.ContainsKey(argument))];
        if (open.Count == typed.Count)
        {
            foreach (var (argument, word) in open.Zip(typed))
            {
                said[argument] = [word];
            }
        }
        else if (findings.Count == 0)
        {
            // Which of them are open is not known before everything else is right.
            var names = string.Join(' ', open.Select(argument => argument.Name));
            findings.Add(new Finding(
                "arguments",
                null,
                typed.Count == 0 ? "none on the command line" : $"{string.Join(' ', typed)} on the command line",
                $"{(names.Length > 0 ? $"{names}, which {source} does not say" : $"none, as {source} says them all (what it leaves out can be said here)")}, or all {command.Arguments.Count}"));
        }
    }
}
