using System.CommandLine;
using System.Runtime.CompilerServices;

namespace SliceActors.Options;

/// <summary>Which words of a command line are paths: in a file they start from its folder.</summary>
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

    /// <summary>The word as it stands in a folder: a relative path becomes an absolute one, and what is no path stays.</summary>
    public static string Rooted(Symbol symbol, string word, string folder) =>
        word.Length > 0 && Paths.TryGetValue(symbol, out var isPath) && isPath(word) ? Path.GetFullPath(word, folder) : word;
}
