using System.CommandLine;
using SliceActors.Runs.Errors;

namespace SliceActors.Options;

/// <summary>
/// What users of ClinicaDL, whose command line follows Python's argparse, write and the parser does not know: a long option may be cut down to any beginning
/// that no other option shares, and of an option that is given twice the last value counts.
/// </summary>
internal static class Shorthand
{
    /// <summary>
    /// Stands where a value stood that a later one replaces: a list in front of it would otherwise go on with the words behind it. Part of all commands.
    /// </summary>
    public static readonly Option<bool> Gap = new("--,") { Hidden = true, Recursive = true };

    /// <summary>The same command line in full.</summary>
    /// <param name="root">All commands with their options.</param>
    /// <param name="words">What the user typed.</param>
    /// <param name="configuration">How the parser splits words.</param>
    /// <exception cref="BadInputException">A beginning that several options share.</exception>
    public static IReadOnlyList<string> Expand(RootCommand root, IReadOnlyList<string> words, ParserConfiguration configuration)
    {
        var findings = new List<Finding>();
        string[] full = [.. words.TakeWhile(word => word != "--").SelectMany(WithEmptyValue), .. words.SkipWhile(word => word != "--")];

        // Before the first command stand options of the program, behind it those of the command.
        var command = Array.FindIndex(full, word => root.Subcommands.Any(known => known.Name == word));
        var end = Array.IndexOf(full, "--") is >= 0 and var dashes ? dashes : full.Length;
        var general = command < 0 ? end : Math.Min(command, end);
        Complete(full.AsSpan(0, general), root.Options, findings);
        var options = OptionsOf(root.Parse(full, configuration).CommandResult.Command);
        Complete(full.AsSpan(general, end - general), options, findings);
        return findings.Count == 0 ? LastValues(full, end, [.. root.Options, .. options]) : throw new BadInputException(findings);
    }

    /// <summary>The options that may stand behind a command.</summary>
    public static IReadOnlyList<Option> OptionsOf(Command command) =>
        [.. command.Options, .. command.Parents.OfType<Command>().SelectMany(OptionsOf).Where(option => option.Recursive)];

    private static void Complete(Span<string> words, IEnumerable<Option> options, List<Finding> findings)
    {
        var names = options.SelectMany(option => option.Aliases.Append(option.Name)).Where(name => name.StartsWith("--", StringComparison.Ordinal)).Distinct().ToList();
        foreach (ref var word in words)
        {
            var (beginning, value) = Split(word);
            var meant = names.Where(name => name.StartsWith(beginning, StringComparison.Ordinal)).ToList();
            if (beginning.Length <= 2 || meant.Count == 0 || meant.Contains(beginning))
            {
                continue;
            }

            if (meant.Count == 1)
            {
                word = meant[0] + value;
            }
            else
            {
                findings.Add(new Finding(beginning, null, "short for more than one option", $"more letters of {string.Join(", ", meant.Order(StringComparer.Ordinal))}"));
            }
        }
    }

    /// <summary>Puts a gap in place of what a later value of the same option replaces.</summary>
    private static List<string> LastValues(string[] words, int end, IReadOnlyCollection<Option> options)
    {
        var last = new Dictionary<Option, int>();
        for (var i = 0; i < end; i++)
        {
            if (OptionWithOneValue(words[i], options) is { } option)
            {
                last[option] = i;
            }
        }

        var kept = new List<string>();
        for (var i = 0; i < words.Length; i++)
        {
            if (i < end && OptionWithOneValue(words[i], options) is { } option && last[option] > i)
            {
                kept.Add(Gap.Name);
                i += Split(words[i]).Value.Length == 0 && i + 1 < last[option] ? 1 : 0;
            }
            else
            {
                kept.Add(words[i]);
            }
        }

        return kept;
    }

    private static Option? OptionWithOneValue(string word, IEnumerable<Option> options) =>
        options.FirstOrDefault(option => option.Arity is { MinimumNumberOfValues: 1, MaximumNumberOfValues: 1 } && (option.Name == Split(word).Name || option.Aliases.Contains(Split(word).Name)));

    // The parser sees no value behind --name=.
    private static string[] WithEmptyValue(string word) => word.StartsWith("--", StringComparison.Ordinal) && word.IndexOf('=', StringComparison.Ordinal) == word.Length - 1 ? [word[..^1], string.Empty] : [word];

    /// <summary><c>--name=value</c> as <c>--name</c> and <c>=value</c>.</summary>
    private static (string Name, string Value) Split(string word)
    {
        var sign = word.StartsWith('-') ? word.IndexOf('=', StringComparison.Ordinal) : -1;
        return sign < 0 ? (word, string.Empty) : (word[..sign], word[sign..]);
    }
}
