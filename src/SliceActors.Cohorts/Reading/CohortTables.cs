using System.Collections.Immutable;
using SliceActors.Cohorts.Tables;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;

namespace SliceActors.Cohorts.Reading;

/// <summary>
/// Reads the two tables of <c>--multi_cohort</c>: <c>cohort, path</c> of each CAPS, and <c>cohort, path, diagnoses</c> of each tree of label tables. Relative
/// paths are relative to the current directory, as in ClinicaDL.
/// </summary>
public static class CohortTables
{
    private const string Name = "cohort";
    private const string PathColumn = "path";
    private const string Diagnoses = "diagnoses";

    /// <summary>The CAPS of a study; of tables only the rows that can be used.</summary>
    /// <param name="data">What the command line says.</param>
    public static IReadOnlyList<CapsReference> CapsRoots(DataSpec data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.MultiCohort ? [.. ReadCaps(data, []).Values] : [new CapsReference(data.CapsDirectory, null, null)];
    }

    /// <summary>The cohorts that have labels of the study, in the order of the label table.</summary>
    /// <param name="data">What the command line says.</param>
    /// <param name="labels">What the label table has to name for each cohort, in words.</param>
    /// <param name="exists">Whether a path is that.</param>
    /// <param name="findings">Receives everything that is wrong with both tables.</param>
    internal static IReadOnlyList<Cohort> Read(DataSpec data, string labels, Predicate<string> exists, ICollection<Finding> findings)
    {
        var before = findings.Count;
        var caps = ReadCaps(data, findings);
        var capsAreKnown = findings.Count == before;
        if (Table(data.TsvPath, "TSV_PATH", [Name, PathColumn, Diagnoses], findings) is not { } table)
        {
            return [];
        }

        var cohorts = new List<Cohort>();
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in table.Rows)
        {
            var (name, path) = (row.Cells[table.IndexOf(Name)], row.Cells[table.IndexOf(PathColumn)]);
            var own = row.Cells[table.IndexOf(Diagnoses)].Replace(" ", string.Empty, StringComparison.Ordinal).Split(',').ToHashSet(StringComparer.Ordinal);
            ImmutableArray<string> diagnoses = [.. data.Diagnoses.Where(own.Contains)];
            found.UnionWith(diagnoses);
            if (diagnoses.IsEmpty)
            {
                continue;
            }

            var tree = path.Length == 0 ? string.Empty : Path.GetFullPath(path);
            if (!exists(tree))
            {
                findings.Add(new Finding(
                    data.TsvPath, row.Line, path.Length == 0 ? "an empty path" : $"{tree}: {(File.Exists(tree) ? "a file" : "no such folder")}", labels));
            }
            else if (caps.TryGetValue(name, out var root))
            {
                cohorts.Add(new Cohort(root.Directory, data with { TsvPath = tree, Diagnoses = diagnoses }));
            }
            else if (capsAreKnown)
            {
                findings.Add(new Finding(data.TsvPath, row.Line, $"cohort '{name}', which {data.CapsDirectory} does not have", $"one of {string.Join(", ", caps.Keys)}"));
            }
        }

        var missing = data.Diagnoses.Where(diagnosis => !found.Contains(diagnosis)).ToList();
        if (missing.Count > 0)
        {
            findings.Add(new Finding(data.TsvPath, null, $"no cohort with {string.Join(", ", missing)}", $"{string.Join(", ", data.Diagnoses)} (--diagnoses), each in the column {Diagnoses} of a cohort"));
        }

        return cohorts;
    }

    private static SortedDictionary<string, CapsReference> ReadCaps(DataSpec data, ICollection<Finding> findings)
    {
        var caps = new SortedDictionary<string, CapsReference>(StringComparer.Ordinal);
        if (Table(data.CapsDirectory, "CAPS_DIRECTORY", [Name, PathColumn], findings) is not { } table)
        {
            return caps;
        }

        foreach (var row in table.Rows)
        {
            var (name, path) = (row.Cells[table.IndexOf(Name)], row.Cells[table.IndexOf(PathColumn)]);
            if (name.Length == 0 || path.Length == 0)
            {
                findings.Add(new Finding(data.CapsDirectory, row.Line, $"an empty {(name.Length == 0 ? Name : PathColumn)}", "the name of a cohort and the root of its CAPS"));
            }
            else if (!caps.TryAdd(name, new CapsReference(Path.GetFullPath(path), data.CapsDirectory, row.Line)))
            {
                findings.Add(new Finding(data.CapsDirectory, row.Line, $"cohort '{name}' again, after line {caps[name].Line}", "each cohort once"));
            }
        }

        return caps;
    }

    private static TsvTable? Table(string path, string argument, IReadOnlyList<string> columns, ICollection<Finding> findings)
    {
        var expected = $"with --multi_cohort {argument} is a .tsv file with the columns {string.Join(", ", columns)}";
        if (!path.EndsWith(".tsv", StringComparison.Ordinal) || !File.Exists(path))
        {
            findings.Add(new Finding(path, null, Directory.Exists(path) ? "a folder" : File.Exists(path) ? "a file that is no .tsv" : "no such file", expected));
            return null;
        }

        if (TsvTable.Read(path, columns, findings) is not { } table)
        {
            return null;
        }

        if (table.Rows.Count == 0)
        {
            findings.Add(new Finding(path, null, "no rows", "a row for each cohort"));
        }

        return table;
    }
}
