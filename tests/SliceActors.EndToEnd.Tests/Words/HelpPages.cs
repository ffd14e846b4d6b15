using System.Collections.Concurrent;
using System.CommandLine;
using System.Text.RegularExpressions;
using SliceActors.Commands;
using SliceActors.EndToEnd.Tests.Programs;

namespace SliceActors.EndToEnd.Tests.Words;

/// <summary>What <c>--help</c> of each command says; each is asked once.</summary>
internal static partial class HelpPages
{
    private static readonly ConcurrentDictionary<string, Lazy<ProgramResult>> Asked = new(StringComparer.Ordinal);

    /// <summary>Every command, by its words; the first is the program itself.</summary>
    public static readonly IReadOnlyList<string> Commands = [.. Below(ProgramCommand.Create(), string.Empty)];

    /// <summary>The help of a command.</summary>
    /// <param name="command">Its words, separated by blanks; none for the program itself.</param>
    public static ProgramResult Of(string command) => Asked
        .GetOrAdd(command, words => new(() => SliceActorsProgram.Run([.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"])))
        .Value.Ended(0);

    /// <summary>The options of a command, each by all its names, but for <c>--help</c>.</summary>
    public static IEnumerable<IReadOnlyList<string>> Options(string command) => Of(command).OutputLines
        .Where(line => line.StartsWith("  -", StringComparison.Ordinal))
        .Select(line => Names().Match(line).Groups["name"].Captures.Select(name => name.Value).ToList())
        .Where(names => !names.Contains("--help"));

    private static IEnumerable<string> Below(Command command, string words) =>
        [words, .. command.Subcommands.Where(sub => !sub.Hidden).SelectMany(sub => Below(sub, $"{words} {sub.Name}".TrimStart()))];

    [GeneratedRegex(@"^  (?<name>-[-\w?]+)(, (?<name>-[-\w?]+))*", RegexOptions.ExplicitCapture)]
    private static partial Regex Names();
}
