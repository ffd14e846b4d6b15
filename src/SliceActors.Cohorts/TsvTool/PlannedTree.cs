using System.Collections.Immutable;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;

namespace SliceActors.Cohorts.TsvTool;

/// <summary>All that a tool will write; nothing is written until <see cref="Write"/>.</summary>
/// <param name="Root">Folder of the tree.</param>
/// <param name="Folders">Folders below the root that must be absent or empty.</param>
/// <param name="Tables">The tables.</param>
/// <param name="Record">The record of the arguments. It is written last: where it stands, the tables are complete.</param>
public sealed record PlannedTree(string Root, ImmutableArray<string> Folders, ImmutableArray<PlannedFile> Tables, PlannedFile Record)
{
    /// <summary>Who is in the sets, of each fold and label; empty when the tool makes no sets.</summary>
    public ImmutableArray<SetSummary> Sets { get; init; } = [];

    /// <summary>Looks for files that are there already.</summary>
    /// <param name="overwrite">Whether tables of the same name may be replaced.</param>
    /// <param name="findings">Receives what is in the way.</param>
    /// <param name="warnings">Receives files that stay beside the new ones, when replacing is allowed.</param>
    public void CheckTarget(bool overwrite, ICollection<Finding> findings, ICollection<string> warnings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(warnings);
        if (overwrite)
        {
            var own = Tables.Select(table => Path.Combine(Root, table.Path)).ToHashSet(StringComparer.Ordinal);
            foreach (var folder in Existing())
            {
                var others = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(file => !own.Contains(file))
                    .Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal).ToList();
                if (others.Count > 0)
                {
                    warnings.Add($"{folder}: left as they are, beside the new files: {string.Join(", ", others)}.");
                }
            }

            return;
        }

        foreach (var folder in Existing())
        {
            findings.Add(new Finding(folder, null, "a folder that is not empty", "an absent or empty folder, or --overwrite to replace the files of the same names"));
        }

        foreach (var table in Tables.Where(table => Folders.IsEmpty && File.Exists(Path.Combine(Root, table.Path))))
        {
            findings.Add(new Finding(Path.Combine(Root, table.Path), null, "a file that exists", "no such file, or --overwrite to replace it"));
        }
    }

    /// <summary>Writes everything, each file durably, the record last.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public void Write()
    {
        foreach (var file in Tables.Add(Record))
        {
            DurableFile.WriteText(Path.Combine(Root, file.Path), file.Text);
        }
    }

    private IEnumerable<string> Existing() =>
        Folders.Select(folder => Path.Combine(Root, folder)).Where(folder => File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()));
}
