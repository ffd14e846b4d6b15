using SliceActors.Runs.Files;

namespace SliceActors.Studies.Folders;

/// <summary>What a checked study says of leakage: a table for people, and marks of its images for studies that build upon it.</summary>
/// <param name="Table">Text of <c>leakage.tsv</c>.</param>
/// <param name="Images">Text of <c>.slice-actors/images.tsv</c>.</param>
public sealed record LeakageFiles(string Table, string Images)
{
    /// <summary>Where the marks of the images of a run lie.</summary>
    public static string ImagesOf(ResultTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return Path.Combine(tree.Bookkeeping, "images.tsv");
    }

    internal void Write(ResultTree tree)
    {
        DurableFile.WriteText(ImagesOf(tree), Images);
        DurableFile.WriteText(tree.Leakage, Table);
    }

    /// <summary>Those that wait for the study to be taken further; null when there are none.</summary>
    internal static LeakageFiles? ReadPending(ResultTree tree)
    {
        var (table, images) = PendingOf(tree);
        return File.Exists(table) && File.Exists(images) ? new LeakageFiles(File.ReadAllText(table), File.ReadAllText(images)) : null;
    }

    internal void WritePending(ResultTree tree)
    {
        var (table, images) = PendingOf(tree);
        DurableFile.WriteText(images, Images);
        DurableFile.WriteText(table, Table);
    }

    internal static void RemovePending(ResultTree tree)
    {
        var (table, images) = PendingOf(tree);
        File.Delete(table);
        File.Delete(images);
    }

    private static (string Table, string Images) PendingOf(ResultTree tree) =>
        (Path.Combine(tree.Bookkeeping, "extension-leakage.tsv"), Path.Combine(tree.Bookkeeping, "extension-images.tsv"));
}
