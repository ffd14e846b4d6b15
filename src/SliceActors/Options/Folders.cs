using System.CommandLine;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;

namespace SliceActors.Options;

/// <summary>Folders that a command line names.</summary>
internal static class Folders
{
    /// <summary>The output folder of a run.</summary>
    /// <exception cref="BadInputException">The path is empty.</exception>
    public static ResultTree Results(ParseResult parsed, Argument<string> argument, string? typedIn = null)
    {
        var findings = new List<Finding>();
        var path = new OptionCheck(findings).Path(argument, parsed);
        return findings.Count == 0 ? new ResultTree(Path.GetFullPath(path, typedIn ?? Directory.GetCurrentDirectory())) : throw new BadInputException(findings);
    }
}
