using System.Text.Json;
using SliceActors.Learning.Transfer;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;

namespace SliceActors.Studies.Folders;

/// <summary>The output folder of a run: who owns it, and whether anybody is at work in it.</summary>
public sealed class OutputFolder : IDisposable
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private readonly FolderClaim claim;

    private OutputFolder(ResultTree tree, FolderClaim claim) => (Tree, this.claim) = (tree, claim);

    /// <summary>Where everything lies.</summary>
    public ResultTree Tree { get; }

    /// <summary>The run of a folder that should hold one.</summary>
    /// <exception cref="RefusedException">It holds none; the message says where one may be.</exception>
    /// <exception cref="BookkeepingException">The file that names the run is empty, cut or damaged.</exception>
    public static RunFile ExistingRun(ResultTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        if (File.Exists(tree.RunFile))
        {
            return ReadRunFile(tree);
        }

        var below = Directory.Exists(tree.Root)
            ? Directory.EnumerateDirectories(tree.Root).Order(StringComparer.Ordinal).FirstOrDefault(folder => File.Exists(new ResultTree(folder).RunFile))
            : null;
        throw new RefusedException($"{tree.Root} holds no run of SliceActors.{(below is null ? string.Empty : $" Did you mean {below}?")}");
    }

    /// <summary>The run that a folder belongs to.</summary>
    /// <param name="tree">The folder; may be absent.</param>
    /// <returns>Null when the folder is absent or empty, or holds nothing but an abandoned claim.</returns>
    /// <exception cref="RefusedException">The folder holds something else.</exception>
    public static RunFile? Owner(ResultTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        if (File.Exists(tree.RunFile))
        {
            return ReadRunFile(tree);
        }

        if (File.Exists(tree.Root))
        {
            throw new RefusedException($"{tree.Root} is a file, not a folder.");
        }

        // A process that died while it claimed the folder left some of these and nothing else.
        string[] abandoned = Directory.Exists(tree.Bookkeeping)
            ? [tree.Bookkeeping, .. new[] { tree.CommandLine, tree.Environment, tree.Leakage }.SelectMany(file => new[] { file, DurableFile.UnfinishedName(file) })]
            : [];
        var entries = Directory.Exists(tree.Root) ? Directory.EnumerateFileSystemEntries(tree.Root).Except(abandoned).Order(StringComparer.Ordinal).ToList() : [];
        return entries.Count == 0
            ? null
            : throw new RefusedException(
                $"{tree.Root} holds {(entries.Count == 1 ? "something" : $"{entries.Count} things")} that no run of SliceActors made ({Path.GetFileName(entries[0])}{(entries.Count > 1 ? ", …" : string.Empty)}). "
                + "It is left untouched: name an empty or new folder.");
    }

    /// <summary>Adds a finding when the folder cannot be written to. Writes nothing that stays.</summary>
    public static void CheckWritable(ResultTree tree, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(findings);
        var existing = tree.Root;
        while (!Directory.Exists(existing) && Path.GetDirectoryName(existing) is { } parent)
        {
            existing = parent;
        }

        try
        {
            var probe = Path.Combine(existing, $".slice-actors-{Guid.NewGuid():N}");
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
            }
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            findings.Add(new Finding(tree.Root, null, $"{existing} cannot be written to", "a folder in which you may create files"));
        }
    }

    /// <summary>Whether a process is at work in the folder, on this host or on another. Only reads.</summary>
    public static bool IsAtWork(ResultTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return FolderClaim.IsAtWork(tree);
    }

    /// <summary>The process that is at work in the folder. Only reads.</summary>
    /// <param name="tree">A folder in which one is.</param>
    /// <returns>Null when it has not said who it is.</returns>
    public static FolderOwner? ProcessAtWork(ResultTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return FolderClaim.OwnerOf(tree);
    }

    /// <summary>Takes a folder for this process, until disposed; the claim ends with the process, however it ends.</summary>
    /// <exception cref="RefusedException">Another process is at work in it.</exception>
    /// <exception cref="IOException">It cannot be written to, or its file system has no locks.</exception>
    public static OutputFolder Take(ResultTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return new OutputFolder(tree, FolderClaim.Take(tree));
    }

    /// <summary>Writes what defines the run; after this the folder can be resumed.</summary>
    /// <param name="submission">The run.</param>
    /// <param name="version">Version of the program.</param>
    /// <param name="transfer">What its networks start from; null without transfer learning.</param>
    /// <param name="leakage">What was found when the study was checked; null when it was not checked again: what is there stays.</param>
    public void Describe(RunCommands.SubmitRun submission, string version, TransferManifest? transfer = null, LeakageFiles? leakage = null)
    {
        ArgumentNullException.ThrowIfNull(submission);
        DurableFile.WriteText(Tree.CommandLine, CommandLineJson.Write(submission.Spec));
        DurableFile.WriteText(Tree.Environment, EnvironmentText.Write(submission.Spec.Compute.Numerics));
        SubmissionFile.Write(Tree, submission);
        transfer?.Write(Tree);
        leakage?.Write(Tree);
        WriteRunFile(submission, version);
    }

    /// <summary>Writes anew what defines the run, because its study is taken further; done again after a crash until <see cref="IsTakenFurther"/>.</summary>
    /// <param name="extension">The study as it shall be.</param>
    /// <param name="version">Version of the program.</param>
    public void TakeFurther(PendingExtension extension, string version)
    {
        ArgumentNullException.ThrowIfNull(extension);
        extension.Write(Tree);
        Describe(extension.Submission, version, extension.Transfer, extension.Leakage);
    }

    /// <summary>The journal knows that the study is taken further.</summary>
    public void IsTakenFurther() => PendingExtension.Remove(Tree);

    /// <summary>Whether the files that describe the run are whole and agree with each other.</summary>
    public bool IsDescribed()
    {
        try
        {
            SubmissionFile.Read(Tree, ExistingRun(Tree));
            return true;
        }
        catch (BookkeepingException)
        {
            return false;
        }
    }

    /// <summary>Ends the claim.</summary>
    public void Dispose() => claim.Dispose();

    private void WriteRunFile(RunCommands.SubmitRun submission, string version)
    {
        var spec = submission.Spec;
        DurableFile.WriteText(
            Tree.RunFile,
            JsonSerializer.Serialize(new RunFile(submission.Run, spec.Digest(), spec.Optimisation.Seed, version, spec.Network.TransferDigest), Indented));
    }

    private static RunFile ReadRunFile(ResultTree tree)
    {
        Exception? found = null;
        try
        {
            if (JsonSerializer.Deserialize<RunFile>(SmallFile.ReadText(tree.RunFile, RunFile.MostBytes)) is { Run.Value: not null, SpecDigest: not null, Version: not null } read)
            {
                return read;
            }
        }
        catch (Exception trouble) when (trouble is JsonException or InvalidDataException)
        {
            found = trouble;
        }

        throw new BookkeepingException(
            $"{tree.RunFile} is {(new FileInfo(tree.RunFile).Length == 0 ? "empty" : "cut or damaged")}; expected the id of the run that owns {tree.Root}. "
            + "Put it back from a backup, or from where the folder was copied; networks that are finished can be used with predict.",
            found);
    }
}
