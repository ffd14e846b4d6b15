using SliceActors.Runs.Commands;
using SliceActors.Runs.Files;
using SliceActors.Studies.Folders;

namespace SliceActors.Studies.Journals;

/// <summary>The run of a folder as it was submitted: a file of its own says it, and so does the journal.</summary>
internal static class SubmittedRun
{
    /// <summary>Reads the file; where it is of no use the journal, and says so.</summary>
    /// <param name="tree">A folder that a run owns.</param>
    /// <param name="warnings">Gets that the file is of no use.</param>
    /// <exception cref="BookkeepingException">The journal is of no use either.</exception>
    public static RunCommands.SubmitRun Read(ResultTree tree, ICollection<string> warnings)
    {
        ArgumentNullException.ThrowIfNull(warnings);
        var owner = OutputFolder.ExistingRun(tree);
        try
        {
            return SubmissionFile.Read(tree, owner);
        }
        catch (BookkeepingException)
        {
            if (JournalReader.Read(tree, owner.Run).State.Submission is not { } submitted)
            {
                throw;
            }

            warnings.Add($"{SubmissionFile.PathIn(tree)} is missing, cut or damaged: the study is read from the journal, which holds it, too.");
            return submitted.ToCommand();
        }
    }
}
