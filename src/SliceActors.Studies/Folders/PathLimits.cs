using System.Text;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;

namespace SliceActors.Studies.Folders;

/// <summary>How long the path of an output folder may be.</summary>
public static class PathLimits
{
    private const int LongestJournalPath = 504; // SQLite: 512 with the ending of the longest file beside it
    /// <summary>Bytes that a name of a file or folder has at most: <c>NAME_MAX</c> of all file systems of Linux.</summary>
    internal const int LongestName = 255;


    /// <summary>Adds a finding when the files of a run could not be named.</summary>
    public static void Check(ResultTree tree, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(findings);
        var rest = Bytes(tree.Journal) - Bytes(tree.Root);
        if (Bytes(tree.Journal) > LongestJournalPath)
        {
            findings.Add(new Finding(
                tree.Root, null, $"the path is {Bytes(tree.Root)} bytes long, too long for the journal", $"an output folder whose absolute path has at most {LongestJournalPath - rest} bytes"));
        }

        foreach (var name in tree.Root.Split(Path.DirectorySeparatorChar).Where(name => Bytes(name) > LongestName))
        {
            findings.Add(new Finding(tree.Root, null, $"the folder name {name[..20]}… is {Bytes(name)} bytes long", $"names of at most {LongestName} bytes"));
        }
    }

    /// <summary>Bytes of a name or path.</summary>
    internal static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);
}
