using SliceActors.Runs.Files;
using SliceActors.Studies.Folders;

namespace SliceActors.Studies.Exports;

/// <summary>
/// What exports that were killed leave in their target: a folder <c>.unfinished-…</c> that nobody holds, a list of what is moved out of it, and what was moved already.
/// What a living process holds, on this host or another, is none.
/// </summary>
internal sealed class ExportLeftovers
{
    private const string Prefix = ".unfinished-";
    private const string ListEnding = ".txt";

    private readonly string target;

    private ExportLeftovers(string target, string name) => (this.target, Folder) = (target, Path.Combine(target, name));

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>All that belongs to them: the folder, the list, and what was moved.</summary>
    public IEnumerable<string> Paths => MovedAlready().Concat([Folder, ListOf(Folder), DurableFile.UnfinishedName(ListOf(Folder))]).Where(Path.Exists);

    /// <summary>A name that no other process has.</summary>
    public static string NewFolder(string target) => Path.Combine(target, $"{Prefix}{Guid.NewGuid():N}");

    /// <summary>Takes a folder, so that nobody takes it for a leftover; makes it.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public static FolderClaim Take(string unfinished) => FolderClaim.Take(new ResultTree(unfinished), needsPartLocks: false);

    /// <summary>What a folder holds that is to be moved.</summary>
    public static IEnumerable<string> Entries(string unfinished) => Directory.EnumerateFileSystemEntries(unfinished).Where(entry => entry != new ResultTree(unfinished).Bookkeeping);

    /// <summary>Says durably what will be moved, before the first of it is.</summary>
    /// <param name="unfinished">The folder.</param>
    /// <param name="entries">Files and folders in it.</param>
    public static void Announce(string unfinished, IEnumerable<string> entries) =>
        DurableFile.WriteText(ListOf(unfinished), string.Concat(entries.Select(entry => $"{MovedEntry.Of(entry)}\n")));

    /// <summary>Ends what was announced: one call, before which it is a leftover and after which it is whole.</summary>
    public static void Complete(string unfinished) => File.Delete(ListOf(unfinished));

    /// <summary>The leftovers in a target.</summary>
    public static IReadOnlyList<ExportLeftovers> In(string target) =>
    [
        .. Directory.EnumerateFileSystemEntries(target, $"{Prefix}*").Select(entry => Path.GetFileName(entry).Split('.')[1]).Select(name => $".{name}").Distinct()
            .Where(name => Guid.TryParseExact(name[Prefix.Length..], "N", out _)).Select(name => new ExportLeftovers(target, name))
            .Where(leftover => !FolderClaim.IsAtWork(new ResultTree(leftover.Folder))),
    ];

    /// <summary>Removes them. The list goes last: without it nobody knew what was moved.</summary>
    /// <exception cref="Runs.Errors.RefusedException">A process took the folder in this moment.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    public void Remove()
    {
        using var claim = Directory.Exists(Folder) ? Take(Folder) : null;
        foreach (var path in Paths.ToList())
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }
            else
            {
                File.Delete(path);
            }
        }
    }

    private static string ListOf(string folder) => folder + ListEnding;

    // Only what lies in the target, and only when all of it is what this export had: another, or a person, may have put the same names there.
    private IEnumerable<string> MovedAlready()
    {
        if (!File.Exists(ListOf(Folder)))
        {
            return [];
        }

        var listed = File.ReadLines(ListOf(Folder)).Select(MovedEntry.Parse).OfType<MovedEntry>().Where(entry => !Path.Exists(Path.Combine(Folder, entry.Name))).ToList();
        var present = listed.Where(entry => Path.Exists(Path.Combine(target, entry.Name))).ToList();
        return present.TrueForAll(entry => MovedEntry.Of(Path.Combine(target, entry.Name)) == entry) ? present.Select(entry => Path.Combine(target, entry.Name)) : [];
    }
}
