using SliceActors.Runs.Errors;

namespace SliceActors.Imaging.Caps;

/// <summary>Checks that a folder is a CAPS and not something that is often taken for one.</summary>
public static class CapsRoot
{
    /// <summary>Adds what is wrong with a CAPS root: absent, a file, a BIDS folder, or without <c>subjects</c>.</summary>
    /// <param name="caps">The folder.</param>
    /// <param name="findings">Takes what is wrong.</param>
    public static void Check(string caps, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        if (!Directory.Exists(caps))
        {
            var isTable = File.Exists(caps) && caps.EndsWith(".tsv", StringComparison.Ordinal);
            findings.Add(new Finding(
                caps, null, isTable ? "a .tsv file, which means several cohorts" : File.Exists(caps) ? "a file" : "no such folder", isTable ? "--multi_cohort, or the root folder of a CAPS" : "the root folder of a CAPS"));
            return;
        }

        if (Directory.EnumerateFileSystemEntries(caps, "sub-*").Select(Path.GetFileName).Order(StringComparer.Ordinal).FirstOrDefault() is { } entry)
        {
            findings.Add(new Finding(caps, null, $"{entry} directly inside: this is a BIDS folder", "the root folder of a CAPS, which holds subjects/sub-…"));
        }
        else if (!Directory.Exists(Path.Combine(caps, "subjects")))
        {
            findings.Add(new Finding(caps, null, "no folder subjects inside", "the root folder of a CAPS, which holds subjects/sub-…"));
        }
    }
}
