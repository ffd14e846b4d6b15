using System.Collections.Immutable;
using SliceActors.Cohorts.Tables;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Specs;

namespace SliceActors.Cohorts.Reading;

/// <summary>Reads which sessions trained networks are to be applied to: one table, or the baseline lists of a folder.</summary>
public static class NewSessionsReader
{
    private const string Place = "a table of sessions, or a folder of LABEL_baseline.tsv";

    /// <summary>Reads the sessions.</summary>
    /// <param name="data">
    /// <see cref="DataSpec.TsvPath"/> is a <c>.tsv</c> table, or a folder that holds <c>LABEL_baseline.tsv</c> for each of <see cref="DataSpec.Diagnoses"/>. Rows of
    /// a table with other diagnoses are left out. Of several cohorts it names such a table or folder for each.
    /// </param>
    /// <param name="labelled">Whether the labels are known; without, a table needs no diagnosis and all its rows count.</param>
    /// <param name="findings">Receives everything that is wrong.</param>
    /// <param name="warnings">Receives what is left out.</param>
    /// <param name="builtIn">Whether labels have the classes that are built in; without, only those that the data give them.</param>
    /// <returns>Sessions in the order of the labels, then of the file.</returns>
    public static ImmutableArray<NewSession> Read(DataSpec data, bool labelled, ICollection<Finding> findings, ICollection<string> warnings, bool builtIn = true)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(warnings);
        var before = findings.Count;
        var codes = new LabelCodes(data, findings, builtIn);
        CohortReader.CheckDiagnoses(data, findings);
        var rows = !data.MultiCohort ? Rows(data, labelled, codes, findings, warnings)
            : CohortTables.Read(data, Place, path => Directory.Exists(path) || File.Exists(path), findings)
                .SelectMany(cohort => Rows(cohort.Labels, labelled, codes, findings, warnings).Select(row => row with { CapsDirectory = cohort.CapsDirectory }));
        var sessions = Once(rows, findings);
        if (sessions.IsEmpty && findings.Count == before)
        {
            findings.Add(new Finding(data.TsvPath, null, "no sessions", $"sessions with one of the diagnoses {string.Join(", ", data.Diagnoses)}"));
        }

        return sessions;
    }

    private static IEnumerable<NewSession> Rows(DataSpec data, bool labelled, LabelCodes codes, ICollection<Finding> findings, ICollection<string> warnings) =>
        !data.TsvPath.EndsWith(".tsv", StringComparison.Ordinal) ? FolderRows(data, labelled, codes, findings, warnings)
        : File.Exists(data.TsvPath) ? TableRows(data, labelled, codes, findings, warnings)
        : Missing(data.TsvPath, findings);

    private static IEnumerable<NewSession> Missing(string path, ICollection<Finding> findings)
    {
        findings.Add(new Finding(path, null, File.Exists(path) ? "a file that is no .tsv" : NoFile.At(path), Place));
        return [];
    }

    private static IEnumerable<NewSession> FolderRows(DataSpec data, bool labelled, LabelCodes codes, ICollection<Finding> findings, ICollection<string> warnings)
    {
        if (!Directory.Exists(data.TsvPath))
        {
            return Missing(data.TsvPath, findings);
        }

        var rows = new List<NewSession>();
        foreach (var file in data.Diagnoses.Distinct().Select(diagnosis => Path.Combine(data.TsvPath, $"{diagnosis}_baseline.tsv")))
        {
            if (File.Exists(file))
            {
                var (known, listed) = (findings.Count, LabelFile.Read(file, codes, findings));
                rows.AddRange(listed.Select(row => new NewSession(row.ParticipantId, row.SessionId, labelled ? row.Label : null, row.File, row.Line)));
                if (listed.Count == 0 && findings.Count == known)
                {
                    warnings.Add($"{file} has no row below the header: nobody of that label is among those who are predicted.");
                }
            }
            else
            {
                findings.Add(new Finding(file, null, "no such file", "the baseline list of each label; choose labels with --diagnoses"));
            }
        }

        return rows;
    }

    private static List<NewSession> TableRows(DataSpec data, bool labelled, LabelCodes codes, ICollection<Finding> findings, ICollection<string> warnings)
    {
        var rows = new List<NewSession>();
        if (TsvTable.Read(data.TsvPath, labelled ? [SessionColumns.Participant, SessionColumns.Session, SessionColumns.Diagnosis] : [SessionColumns.Participant, SessionColumns.Session], findings) is not { } table)
        {
            return rows;
        }

        var others = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in table.Rows)
        {
            string Cell(string column) => row.Cells[table.IndexOf(column)];
            if (labelled && !data.Diagnoses.Contains(Cell(SessionColumns.Diagnosis)))
            {
                others[Cell(SessionColumns.Diagnosis)] = others.GetValueOrDefault(Cell(SessionColumns.Diagnosis)) + 1;
                continue;
            }

            var label = labelled ? codes.Of(Cell(SessionColumns.Diagnosis)) : null;
            if (labelled && label is null)
            {
                findings.Add(new Finding(data.TsvPath, row.Line, $"unknown diagnosis {Visible.Quoted(Cell(SessionColumns.Diagnosis))}", $"one of {codes.Known}, or another with --label_code NAME=0 or NAME=1"));
            }

            // Both ids are looked at, so that a row tells all that is wrong with it.
            if (LabelFile.IsId(Cell(SessionColumns.Participant), SessionColumns.Participant, "sub-", data.TsvPath, row.Line, findings) & LabelFile.IsId(Cell(SessionColumns.Session), SessionColumns.Session, "ses-", data.TsvPath, row.Line, findings))
            {
                rows.Add(new NewSession(Cell(SessionColumns.Participant), Cell(SessionColumns.Session), label, data.TsvPath, row.Line));
            }
        }

        if (others.Count > 0)
        {
            warnings.Add($"{data.TsvPath}: left out are rows with another diagnosis than {string.Join(", ", data.Diagnoses)}: {string.Join(", ", others.Select(other => $"{other.Value} with {Visible.Quoted(other.Key)}"))}.");
        }

        return rows;
    }

    private static ImmutableArray<NewSession> Once(IEnumerable<NewSession> rows, ICollection<Finding> findings)
    {
        var first = new Dictionary<(string, string), NewSession>();
        var sessions = ImmutableArray.CreateBuilder<NewSession>();
        foreach (var row in rows)
        {
            if (first.TryAdd((row.ParticipantId, row.SessionId), row))
            {
                sessions.Add(row);
            }
            else
            {
                var earlier = first[(row.ParticipantId, row.SessionId)];
                findings.Add(new Finding(row.File, row.Line, $"{row.ParticipantId} {row.SessionId} again, after {earlier.File}:{earlier.Line}", "each session once"));
            }
        }

        return sessions.ToImmutable();
    }
}
