using System.CommandLine;
using System.Runtime.CompilerServices;

namespace SliceActors.Options;

/// <summary>What the help of a command has besides descriptions: headings above options, and examples.</summary>
internal static class HelpNotes
{
    private static readonly ConditionalWeakTable<Option, string> Headings = [];
    private static readonly ConditionalWeakTable<Command, string[]> Commands = [];

    /// <summary>Adds options that stand under a heading of their own.</summary>
    public static void AddGroup(this Command command, string heading, params IEnumerable<Option> options)
    {
        foreach (var option in options)
        {
            command.Options.Add(option);
            Headings.Add(option, heading);
        }
    }

    /// <summary>Adds what stands at the end: what may stand behind the words of the command.</summary>
    public static void AddExamples(this Command command, params string[] examples) => Commands.Add(command, examples);

    /// <summary>The heading above an option.</summary>
    public static string HeadingOf(Option option) => Headings.TryGetValue(option, out var heading) ? heading : "Options";

    /// <summary>The examples of a command.</summary>
    public static IReadOnlyList<string> ExamplesOf(Command command) => Commands.TryGetValue(command, out var examples) ? examples : [];
}
