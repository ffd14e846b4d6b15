using System.Collections;
using System.CommandLine;
using System.CommandLine.Invocation;
using System.Globalization;
using SliceActors.Options;

namespace SliceActors.Screens;

/// <summary>What <c>--help</c> prints: options in groups, each with its description below it, in 80 columns.</summary>
internal sealed class HelpPage : SynchronousCommandLineAction
{
    private const int Width = 80;

    /// <summary>Whoever asks for help need not have named everything.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        foreach (var line in Lines(parseResult.CommandResult.Command))
        {
            Console.WriteLine(line);
        }

        return 0;
    }

    /// <summary>The page of a command.</summary>
    internal static IEnumerable<string> Lines(Command command)
    {
        var path = ParseErrorScreen.Path(command);
        var subcommands = command.Subcommands.Where(sub => !sub.Hidden).ToList();
        var options = Shorthand.OptionsOf(command).Where(option => !option.Hidden).ToList();
        string[] words = [path, .. subcommands.Count > 0 ? ["COMMAND"] : Array.Empty<string>(), .. command.Arguments.Select(argument => argument.Name), .. options.Count > 1 ? ["[OPTIONS]"] : Array.Empty<string>()];
        return
        [
            "Description:", .. Wrapped(command.Description, 2), string.Empty,
            "Usage:", .. Wrapped(string.Join(' ', words), 2, 4),
            .. Section("Arguments", command.Arguments.Select(argument => (argument.Name, argument.Description))),
            .. Section("Commands", subcommands.Select(sub => (sub.Name, sub.Description))),
            .. options.GroupBy(HelpNotes.HeadingOf).OrderBy(group => group.Key == "Options").SelectMany(group => Section(group.Key, group.Select(option => (Names(option), (string?)$"{option.Description}{Default(option)}")))),
            .. HelpNotes.ExamplesOf(command) is { Count: > 0 } examples ? Examples(path, examples) : [],
        ];
    }

    private static IEnumerable<string> Section(string heading, IEnumerable<(string Name, string? Text)> entries)
    {
        var all = entries.ToList();
        return all.Count == 0 ? [] : [string.Empty, $"{heading}:", .. all.SelectMany(entry => Wrapped(entry.Text, 6).Prepend($"  {entry.Name}"))];
    }

    // Lines of a shell: every one but the last ends with a backslash.
    private static IEnumerable<string> Examples(string path, IEnumerable<string> examples) =>
        [string.Empty, "Examples:", .. examples.SelectMany(example => Wrapped($"{path} {example}", 2, 6, " \\"))];

    /// <summary><c>-d, --diagnoses LABEL …</c>.</summary>
    private static string Names(Option option)
    {
        var names = string.Join(", ", option.Aliases.Where(alias => alias.StartsWith('-')).Order(StringComparer.Ordinal).Append(option.Name));
        var value = option.Arity.MaximumNumberOfValues == 0 || option.ValueType == typeof(bool) || option.HelpName is null ? string.Empty : $" {option.HelpName}";
        return $"{names}{value}{(value.Length > 0 && option.AllowMultipleArgumentsPerToken ? " …" : string.Empty)}";
    }

    private static string Default(Option option)
    {
        if (!option.HasDefaultValue || option.ValueType == typeof(bool))
        {
            return string.Empty;
        }

        var value = option.GetDefaultValue();
        var text = value is IEnumerable list and not string
            ? string.Join(' ', list.Cast<object>().Select(item => Convert.ToString(item, CultureInfo.InvariantCulture)))
            : Convert.ToString(value, CultureInfo.InvariantCulture);
        return string.IsNullOrEmpty(text) ? string.Empty : $" Default: {text}.";
    }

    private static IEnumerable<string> Wrapped(string? text, int indent, int further = -1, string end = "")
    {
        var (line, isFirst) = (string.Empty, true);
        foreach (var word in (text ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var margin = isFirst || further < 0 ? indent : further;
            if (line.Length > 0 && margin + line.Length + 1 + word.Length + end.Length > Width)
            {
                yield return new string(' ', margin) + line + end;
                (line, isFirst) = (word, false);
            }
            else
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }
        }

        if (line.Length > 0)
        {
            yield return new string(' ', isFirst || further < 0 ? indent : further) + line;
        }
    }
}
