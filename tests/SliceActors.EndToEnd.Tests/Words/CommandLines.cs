using System.Text.RegularExpressions;

namespace SliceActors.EndToEnd.Tests.Words;

/// <summary>The command lines of the program that a text shows, in blocks of code and between back quotes.</summary>
internal static partial class CommandLines
{
    /// <summary>The command lines, each by its words behind the name of the program.</summary>
    /// <param name="text">A page. What its variables hold is put in; lines that leave something out (…) are read in blocks only.</param>
    public static IEnumerable<IReadOnlyList<string>> Of(string text)
    {
        var blocks = string.Join('\n', Documents.Blocks(text));
        var variables = Assignment().Matches(blocks).GroupBy(match => match.Groups["name"].Value).ToDictionary(group => group.Key, group => group.Last().Groups["value"].Value.Trim('"'));
        var written = Continued().Replace(blocks, " ").Split('\n')
            .Concat(Documents.Quoted(text).Where(code => code.StartsWith("slice-actors ", StringComparison.Ordinal) && !code.Contains('…')));
        return written.Select(line => Call().Match(Comment().Replace(line, string.Empty))).Where(call => call.Success).Select(call => Words(call.Groups["words"].Value, variables));
    }

    private static List<string> Words(string line, Dictionary<string, string> variables)
    {
        var full = line;
        while (Variable().Matches(full).FirstOrDefault(use => variables.ContainsKey(use.Groups["name"].Value)) is { } use)
        {
            full = full[..use.Index] + variables[use.Groups["name"].Value] + full[(use.Index + use.Length)..];
        }

        return [.. Word().Matches(full).Select(word => word.Value.Trim('"'))];
    }

    [GeneratedRegex(@"(?<![\w$])(?<name>[A-Za-z_]\w*)=(?<value>""[^""]*""|[^\s;""]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"\s*\\\n\s*")]
    private static partial Regex Continued();

    [GeneratedRegex(@"\s+(#\s.*|&)$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?:^|\s)(?:slice-actors|run --rm client|--project src/SliceActors --) (?<words>\S.*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Call();

    [GeneratedRegex(@"\$(?<name>[A-Za-z_]\w*)", RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();

    [GeneratedRegex(@"""[^""]*""|\S+")]
    private static partial Regex Word();
}
