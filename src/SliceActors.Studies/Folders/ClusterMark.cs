using System.Collections.Immutable;
using System.Text.Json;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;

namespace SliceActors.Studies.Folders;

/// <summary><c>.slice-actors/cluster.json</c>: while it is there, a cluster works at the run of the folder and has its events; who else would go on with the run leaves it alone.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="Stay">Names this stay in the journal of the cluster: what is written in the name of an earlier one is not taken for it.</param>
/// <param name="Contacts"><c>HOST:PORT</c> of its seeds.</param>
/// <param name="Since">When it took over.</param>
public sealed record ClusterMark(RunId Run, string Stay, ImmutableArray<string> Contacts, DateTimeOffset Since)
{
    private const int MostBytes = 1 << 16;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The mark of a folder.</summary>
    /// <returns>Null when no cluster works at it.</returns>
    /// <exception cref="BookkeepingException">It is cut or damaged.</exception>
    public static ClusterMark? Read(ResultTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        try
        {
            return JsonSerializer.Deserialize<ClusterMark>(SmallFile.ReadText(PathIn(tree), MostBytes)) is { Run.Value: not null, Stay: not null, Contacts.IsDefault: false } mark
                ? mark
                : throw Damaged(tree, null);
        }
        catch (Exception trouble) when (trouble is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception trouble) when (trouble is JsonException or InvalidDataException)
        {
            throw Damaged(tree, trouble);
        }
    }

    /// <summary>Whether a marked folder is a copy of another one that is marked, too: what a cluster does, it does in the folder that it took, not in copies.</summary>
    /// <param name="tree">The folder; a cluster works at it, or did when it was copied.</param>
    /// <param name="taken">The folder that the cluster took. Where this machine does not see it, or may not look into it, nothing speaks for a copy.</param>
    public static bool IsCopy(ResultTree tree, ResultTree taken)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(taken);
        try
        {
            return tree.Root != taken.Root
                && Read(tree) is { } here && Read(taken) is { } there && here.Stay == there.Stay
                && Inode(PathIn(tree)) != Inode(PathIn(taken));
        }
        catch (Exception unseen) when (unseen is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Marks a folder.</summary>
    /// <returns>Once it is durable.</returns>
    public void Write(ResultTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        DurableFile.WriteText(PathIn(tree), JsonSerializer.Serialize(this, Indented));
    }

    /// <summary>The folder has its events again.</summary>
    public static void Remove(ResultTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        File.Delete(PathIn(tree));
        DurableFile.FlushFolder(tree.Bookkeeping);
    }

    // .NET has no word for it; null, and so equal, where the kernel does not tell (before 5.14).
    private static string? Inode(string path)
    {
        using var file = File.OpenHandle(path);
        return File.ReadLines($"/proc/self/fdinfo/{file.DangerousGetHandle()}").FirstOrDefault(line => line.StartsWith("ino:", StringComparison.Ordinal));
    }

    private static string PathIn(ResultTree tree) => Path.Combine(tree.Bookkeeping, "cluster.json");

    private static BookkeepingException Damaged(ResultTree tree, Exception? inner) => new(
        $"{PathIn(tree)} is cut or damaged; expected which cluster works at the run of {tree.Root}. Put it back from a backup; if no cluster does any more, remove it.",
        inner);
}
