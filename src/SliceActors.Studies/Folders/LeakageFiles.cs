using SliceActors.Runs.Files;

namespace SliceActors.Studies.Folders;

/// <summary>What a checked study says of its images: a table of leakage for people, marks for studies that build upon it, and what its CAPS holds beside them.</summary>
/// <param name="Table">Text of <c>leakage.tsv</c>.</param>
/// <param name="Images">Text of <c>.slice-actors/images.tsv</c>.</param>
public sealed record LeakageFiles(string Table, string Images)
{
    /// <summary>Text of <c>.slice-actors/unlisted.tsv</c>; null where nobody looked.</summary>
    public string? Unlisted { get; init; }

    /// <summary>Where the images lie that are in the CAPS of a run and in none of its lists.</summary>
    public static string UnlistedOf(ResultTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return Path.Combine(tree.Bookkeeping, "unlisted.tsv");
    }

    /// <summary>Where the marks of the images of a run lie.</summary>
    public static string ImagesOf(ResultTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return Path.Combine(tree.Bookkeeping, "images.tsv");
    }

    internal void Write(ResultTree tree)
    {
        DurableFile.WriteText(ImagesOf(tree), Images);
        if (Unlisted is { } unlisted)
        {
            DurableFile.WriteText(UnlistedOf(tree), unlisted);
        }

        DurableFile.WriteText(tree.Leakage, Table);
    }

    /// <summary>Those that wait for the study to be taken further; null when there are none.</summary>
    internal static LeakageFiles? ReadPending(ResultTree tree)
    {
        var (table, images, unlisted) = PendingOf(tree);
        return File.Exists(table) && File.Exists(images)
            ? new LeakageFiles(File.ReadAllText(table), File.ReadAllText(images)) { Unlisted = File.Exists(unlisted) ? File.ReadAllText(unlisted) : null }
            : null;
    }

    internal void WritePending(ResultTree tree)
    {
        var (table, images, unlisted) = PendingOf(tree);
        if (Unlisted is { } text)
        {
            DurableFile.WriteText(unlisted, text);
        }

        DurableFile.WriteText(images, Images);
        DurableFile.WriteText(table, Table);
    }

    internal static void RemovePending(ResultTree tree)
    {
        var (table, images, unlisted) = PendingOf(tree);
        File.Delete(table);
        File.Delete(images);
        File.Delete(unlisted);
    }

    private static (string Table, string Images, string Unlisted) PendingOf(ResultTree tree) =>
        (Path.Combine(tree.Bookkeeping, "extension-leakage.tsv"), Path.Combine(tree.Bookkeeping, "extension-images.tsv"), Path.Combine(tree.Bookkeeping, "extension-unlisted.tsv"));
}
