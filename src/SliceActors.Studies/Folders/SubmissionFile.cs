using SliceActors.Runs.Commands;
using SliceActors.Runs.Events;
using SliceActors.Runs.Files;
using SliceActors.Wire;

namespace SliceActors.Studies.Folders;

/// <summary><c>.slice-actors/submission.bin</c>: the run of a folder as it was submitted, what a resume begins with when the process died before the journal knew of the run.</summary>
public static class SubmissionFile
{
    private const string Manifest = "rs";
    private const int MostBytes = 1 << 28; // A million sessions; a thousand take 0.2 MB.

    /// <summary>Reads it.</summary>
    /// <param name="tree">Folder of the run.</param>
    /// <param name="run">The run that owns the folder.</param>
    /// <exception cref="BookkeepingException">It is missing, cut or damaged, or of another run.</exception>
    public static RunCommands.SubmitRun Read(ResultTree tree, RunFile run)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(run);
        try
        {
            var submission = ((RunEvents.RunSubmitted)JournalSchema.Current.Read(Manifest, SmallFile.Read(PathIn(tree), MostBytes))).ToCommand();
            return submission.Run == run.Run && submission.Spec.Digest() == run.SpecDigest
                ? submission with { OutputDirectory = tree.Root }
                : throw Unusable(tree, run, "of another study, or damaged", null);
        }
        catch (Exception trouble) when (trouble is SchemaException or InvalidDataException)
        {
            throw Unusable(tree, run, $"cut or damaged ({trouble.Message.TrimEnd('.')})", trouble);
        }
        catch (FileNotFoundException trouble)
        {
            throw Unusable(tree, run, "missing", trouble);
        }
    }

    /// <summary>Reads it for a run that knows which study it is about.</summary>
    /// <param name="tree">Folder of the run.</param>
    /// <param name="study">Digest of the study.</param>
    /// <exception cref="BookkeepingException">It is missing, cut or damaged, or of another study.</exception>
    /// <exception cref="Runs.Errors.RefusedException">The folder holds no run.</exception>
    public static RunCommands.SubmitRun Read(ResultTree tree, string study)
    {
        ArgumentNullException.ThrowIfNull(tree);
        var submission = Read(tree, OutputFolder.ExistingRun(tree));
        return submission.Spec.Digest() == study
            ? submission
            : throw new BookkeepingException($"{tree.Root} holds another study than the one that is to be trained.");
    }

    internal static string PathIn(ResultTree tree) => Path.Combine(tree.Bookkeeping, "submission.bin");

    internal static void Write(ResultTree tree, RunCommands.SubmitRun submission) =>
        DurableFile.Write(PathIn(tree), stream => stream.Write(JournalSchema.Current.Write(RunEvents.RunSubmitted.Of(submission))));

    private static BookkeepingException Unusable(ResultTree tree, RunFile run, string found, Exception? inner) => new(
        $"{PathIn(tree)} is {found}; expected the study of run {run.Run} as it was submitted, which the journal does not know either. "
        + "Put it back from a backup, or from where the folder was copied, or train the study into a new folder.",
        inner);
}
