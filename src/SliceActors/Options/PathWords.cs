using System.CommandLine;
using System.CommandLine.Parsing;
using System.Runtime.CompilerServices;
using SliceActors.Runs.Errors;

namespace SliceActors.Options;

/// <summary>Which words of a command line are paths: none of them may be empty, and in a file they start from its folder.</summary>
internal static class PathWords
{
    private static readonly ConditionalWeakTable<Symbol, Func<string, bool>> Paths = [];

    /// <summary>Says that an option or argument is a path.</summary>
    /// <param name="symbol">The option or argument.</param>
    /// <param name="when">Which of its words are; null for all.</param>
    /// <returns>The option or argument.</returns>
    public static T IsPath<T>(this T symbol, Func<string, bool>? when = null)
        where T : Symbol
    {
        Paths.Add(symbol, when ?? (_ => true));
        return symbol;
    }

    /// <summary>The empty paths of a command line: a beginning of what a command finds wrong with it.</summary>
    public static List<Finding> Empty(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        return
        [
            .. command.Arguments.Where(argument => IsEmpty(argument, parsed.GetResult(argument)))
                .Concat<Symbol>(Shorthand.OptionsOf(command).Where(option => IsEmpty(option, parsed.GetResult(option))))
                .Select(symbol => Empty(symbol.Name)),
        ];
    }

    /// <summary>An empty path, as that of a shell variable that is not set.</summary>
    /// <param name="where">The option or argument.</param>
    public static Finding Empty(string where) => new(where, null, "an empty path", "a path; perhaps a shell variable is not set");

    /// <summary>Refuses a command line with empty paths, for a command that has nothing else to find.</summary>
    /// <exception cref="BadInputException">There are some.</exception>
    public static void RefuseEmpty(ParseResult parsed)
    {
        if (Empty(parsed) is { Count: > 0 } findings)
        {
            throw new BadInputException(findings);
        }
    }

    /// <summary>The word as it stands in a folder: a relative path becomes an absolute one, and what is no path stays.</summary>
    public static string Rooted(Symbol symbol, string word, string folder) =>
        word.Length > 0 && IsPath(symbol, word) ? Path.GetFullPath(word, folder) : word;

    private static bool IsEmpty(Symbol symbol, SymbolResult? result) => result is not null && IsPath(symbol, string.Empty) && result.Tokens.Any(token => token.Value.Length == 0);

    private static bool IsPath(Symbol symbol, string word) => Paths.TryGetValue(symbol, out var isPath) && isPath(word);
}
