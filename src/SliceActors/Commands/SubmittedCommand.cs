using System.CommandLine;
using SliceActors.Options;
using SliceActors.Runs.Specs;

namespace SliceActors.Commands;

/// <summary>What stands behind <c>submit slice</c>: read by the client, which finds what is mistyped, and again by the node that checks the study.</summary>
internal static class SubmittedCommand
{
    /// <summary>Reads it as a node does.</summary>
    /// <param name="arguments">The words behind <c>submit slice</c> that are about the study, in full.</param>
    /// <param name="typedIn">Folder that relative paths start from.</param>
    /// <returns>The command line and its options; null when it is none of a study.</returns>
    public static (ParseResult Parsed, NetworkType Type, StudyOptions Study)? Read(IReadOnlyList<string> arguments, string typedIn)
    {
        if (arguments.Count == 0 || TrainCommand.NetworkTypes.All(known => known.Type.Term() != arguments[0]))
        {
            return null;
        }

        var type = TrainCommand.NetworkTypes.First(known => known.Type.Term() == arguments[0]).Type;
        var study = new StudyOptions(typedIn);
        var command = new Command(type.Term());
        study.AddTo(command, type);
        command.Options.Add(Shorthand.Gap);
        var parsed = command.Parse([.. arguments.Skip(1)], new ParserConfiguration { EnablePosixBundling = false });
        return parsed.Errors.Count == 0 ? (parsed, type, study) : null;
    }
}
