using System.CommandLine;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;

namespace SliceActors.Options;

/// <summary>Folders that a command line names.</summary>
internal static class Folders
{
    /// <summary>The output folder of a run.</summary>
    /// <exception cref="BadInputException">A path is empty, this one or another.</exception>
    public static ResultTree Results(ParseResult parsed, Argument<string> argument)
    {
        PathWords.RefuseEmpty(parsed);
        return new ResultTree(Path.GetFullPath(parsed.GetRequiredValue(argument)));
    }
}
