using SliceActors.Runs.Commands;
using SliceActors.Runs.Files;

namespace SliceActors.Actors.Results;

/// <summary>Writes the page about a finished run that is handed in, and what lies beside it, from what is in its folder.</summary>
public interface IRunReport
{
    /// <summary>Writes all of it durably. The same tables give the same bytes; it may be asked for twice.</summary>
    /// <param name="tree">The folder of the run, where this node has it, with tables and journal.</param>
    /// <param name="submission">Its study, as the cluster names it.</param>
    /// <param name="here">Where this node has a file or folder that the study names.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    void Write(ResultTree tree, RunCommands.SubmitRun submission, Func<string, string> here);
}
