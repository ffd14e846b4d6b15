using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using SliceActors.Options;
using SliceActors.Runs.Errors;
using SliceActors.Screens;

namespace SliceActors.Configuration;

/// <summary>What a file says to a command: words for each option and argument that it names.</summary>
internal static class FileWords
{
    /// <summary>The options and arguments of a command that a file may name, by their keys: <c>batch_size</c>, <c>caps_directory</c>.</summary>
    public static IReadOnlyDictionary<string, Symbol> Keys(Command command) => command.Options
        .Where(option => option is not (ConfigOption or HelpOption))
        .Select(option => (Key: option.Name.TrimStart('-'), Symbol: (Symbol)option))
        .Concat(command.Arguments.Select(argument => (Key: argument.Name.ToLowerInvariant(), Symbol: (Symbol)argument)))
        .ToDictionary(pair => pair.Key, pair => pair.Symbol, StringComparer.Ordinal);

    /// <summary>The name of an entry as options have it.</summary>
    public static string Key(Entry entry) => entry.Key.Replace('-', '_');

    /// <summary>The words.</summary>
    /// <param name="file">The file.</param>
    /// <param name="command">The command that is to follow it.</param>
    /// <param name="folder">Folder that relative paths start from; null to leave them as they are.</param>
    /// <param name="findings">Gets keys that are not known or given twice, and values that cannot be.</param>
    public static IReadOnlyDictionary<Symbol, IReadOnlyList<string>> Of(OptionsFile file, Command command, string? folder, ICollection<Finding> findings)
    {
        var (keys, entries, words, wrong) = (Keys(command), new Dictionary<Symbol, Entry>(), new Dictionary<Symbol, IReadOnlyList<string>>(), new List<Finding>());
        foreach (var entry in file.Entries)
        {
            if (!keys.TryGetValue(Key(entry), out var symbol))
            {
                Wrong(entry, $"no option or argument is named {entry.Key}", $"names of '{ParseErrorScreen.Path(command)} --help'{Closest.Question(Key(entry), keys.Keys)}");
            }
            else if (!entries.TryAdd(symbol, entry))
            {
                Wrong(entry, $"{entry.Key} stands in line {entries[symbol].Line}, too", "each option once");
            }
            else if (OptionWords.Of(symbol, entry.Value, folder) is { } said)
            {
                words.Add(symbol, said);
            }
            else
            {
                Wrong(entry, $"{entry.Key} is {entry.Value}", OptionWords.Expected(symbol));
            }
        }

        foreach (var option in Unreadable(command, words))
        {
            Wrong(entries[option], $"{entries[option].Key} is {entries[option].Value}", OptionWords.Expected(option));
        }

        foreach (var finding in wrong.OrderBy(finding => finding.Line))
        {
            findings.Add(finding);
        }

        return words;

        void Wrong(Entry entry, string found, string expected) => wrong.Add(new Finding(file.Path, entry.Line, found, expected));
    }

    /// <summary>Options whose values are of the right kind and cannot be read all the same, such as 2.5 for a whole number.</summary>
    private static IEnumerable<Option> Unreadable(Command command, IReadOnlyDictionary<Symbol, IReadOnlyList<string>> words) => command
        .Parse([.. words.Where(pair => pair.Key is Option).SelectMany(pair => pair.Value)])
        .Errors.Select(error => OptionOf(error.SymbolResult)).OfType<Option>().Distinct();

    private static Option? OptionOf(SymbolResult? result) => result is OptionResult option ? option.Option : result is null ? null : OptionOf(result.Parent);
}
