using System.CommandLine;
using System.CommandLine.Parsing;
using SliceActors.Options;

namespace SliceActors.Commands;

/// <summary>What of a command line is about the study, and not about the cluster or the screen.</summary>
internal static class SubmittedWords
{
    /// <summary>The words behind the kind of network, written out again from what was understood.</summary>
    /// <param name="parsed">The whole command line.</param>
    /// <param name="others">Names of the options that stay here.</param>
    public static IEnumerable<string> AboutStudy(ParseResult parsed, IReadOnlyCollection<string> others)
    {
        var command = parsed.CommandResult.Command;
        var arguments = command.Arguments.SelectMany(argument => parsed.GetResult(argument) is ArgumentResult given ? given.Tokens.Select(token => token.Value) : []);
        var options = command.Options
            .Where(option => option != Shorthand.Gap && !others.Contains(option.Name))
            .Select(option => parsed.GetResult(option))
            .Where(given => given is { Implicit: false })
            .SelectMany(given => (IEnumerable<string>)[given!.Option.Name, .. given.Tokens.Select(token => token.Value)]);

        return [.. arguments, .. options];
    }
}
