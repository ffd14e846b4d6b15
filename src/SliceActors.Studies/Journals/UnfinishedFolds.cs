using System.Collections.Immutable;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Studies.Folders;

namespace SliceActors.Studies.Journals;

/// <summary>Folds of a study that are being trained, for the first time or further, as its journal has it. Their tables, where there are some, may be of networks as they were.</summary>
public static class UnfinishedFolds
{
    /// <summary>Finds them.</summary>
    /// <param name="tree">A folder of results.</param>
    /// <returns>In order. None where nobody knows: it is no run of this program, its journal cannot be read, or a cluster has its events.</returns>
    public static ImmutableArray<FoldIndex> Of(ResultTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        try
        {
            return File.Exists(tree.RunFile) && ClusterMark.Read(tree) is null && JournalReader.Read(tree, OutputFolder.ExistingRun(tree).Run).State is { Submission: { } submission } state
                ? [.. submission.Plan.Folds.Select(fold => fold.Fold).Where(fold => !state.MergedFolds.ContainsKey(fold))]
                : [];
        }
        catch (Exception unreadable) when (unreadable is BookkeepingException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
