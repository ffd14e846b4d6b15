using SliceActors.Learning.Transfer;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Events;
using SliceActors.Runs.Files;
using SliceActors.Wire;

namespace SliceActors.Studies.Folders;

/// <summary>
/// <c>.slice-actors/extension.bin</c>: a study that is being taken further. One file, written before any other is touched and removed when the journal knows:
/// whatever lies between is done again by the next resume.
/// </summary>
/// <param name="Submission">The study as it shall be.</param>
/// <param name="Transfer">What its networks start from, if that is not the same any more.</param>
/// <param name="Leakage">What was found when further folds were checked; null without any.</param>
public sealed record PendingExtension(RunCommands.SubmitRun Submission, TransferManifest? Transfer, LeakageFiles? Leakage)
{
    private const int MostBytes = 1 << 28;

    /// <summary>The one of a folder; null when there is none.</summary>
    /// <exception cref="BookkeepingException">It is damaged.</exception>
    public static PendingExtension? Read(ResultTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        if (!File.Exists(PathIn(tree)))
        {
            return null;
        }

        try
        {
            var submission = ((RunEvents.RunSubmitted)JournalSchema.Current.Read("rs", SmallFile.Read(PathIn(tree), MostBytes))).ToCommand() with { OutputDirectory = tree.Root };
            var transfer = submission.Spec.Network.TransferDigest is { } digest && File.Exists(TransferPathIn(tree)) ? TransferManifest.Read(TransferPathIn(tree), digest) : null;
            return new PendingExtension(submission, transfer, LeakageFiles.ReadPending(tree));
        }
        catch (Exception trouble) when (trouble is SchemaException or InvalidDataException)
        {
            throw new BookkeepingException($"{PathIn(tree)} is cut or damaged; expected a study that is being taken further. Remove it, and say again what to add: slice-actors resume --epochs or --split.", trouble);
        }
    }

    /// <summary>Writes it, what belongs to it first.</summary>
    internal void Write(ResultTree tree)
    {
        File.Delete(TransferPathIn(tree));
        Transfer?.Write(TransferPathIn(tree));
        LeakageFiles.RemovePending(tree);
        Leakage?.WritePending(tree);
        DurableFile.Write(PathIn(tree), stream => stream.Write(JournalSchema.Current.Write(RunEvents.RunSubmitted.Of(Submission))));
    }

    /// <summary>Removes it: the journal knows.</summary>
    internal static void Remove(ResultTree tree)
    {
        File.Delete(PathIn(tree));
        File.Delete(TransferPathIn(tree));
        LeakageFiles.RemovePending(tree);
    }

    private static string PathIn(ResultTree tree) => Path.Combine(tree.Bookkeeping, "extension.bin");

    private static string TransferPathIn(ResultTree tree) => Path.Combine(tree.Bookkeeping, "extension-transfer.json");
}
