using System.Collections.Immutable;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;

namespace SliceActors.Cohorts.Reading;

/// <summary>Puts the diagnosis files of a set together, cohort after cohort, and checks them as a whole.</summary>
internal sealed class SetReader(DataSpec data, IReadOnlyList<Cohort> cohorts, LabelCodes codes, ICollection<Finding> findings, ICollection<string> warnings)
{
    /// <summary>The sessions of a set, in the order of the cohorts, the diagnoses, then of the file; a session that is repeated only once.</summary>
    public ImmutableArray<LabelledSession> Read(DataSubset subset, int split)
    {
        var before = findings.Count;
        var first = new Dictionary<(string, string), LabelledSession>();
        var sessions = ImmutableArray.CreateBuilder<LabelledSession>();
        var empty = new List<string>();
        foreach (var cohort in cohorts)
        {
            foreach (var row in cohort.Tree.Find(subset, split, findings).SelectMany(Rows))
            {
                var session = cohort.CapsDirectory is null ? row : row with { CapsDirectory = cohort.CapsDirectory };
                if (first.TryAdd((session.ParticipantId, session.SessionId), session))
                {
                    sessions.Add(session);
                }
                else
                {
                    findings.Add(Again(session, first[(session.ParticipantId, session.SessionId)]));
                }
            }
        }

        // Files that are missing or unreadable explain a missing class well enough.
        if (findings.Count == before)
        {
            RequireBothClasses(Place(subset, split), sessions.ToImmutable());
        }

        // A missing class is explained by the set as a whole.
        if (findings.Count == before)
        {
            empty.ForEach(Empty);
        }

        return sessions.ToImmutable();

        IReadOnlyList<LabelledSession> Rows(string file)
        {
            var known = findings.Count;
            var rows = LabelFile.Read(file, codes, findings);
            if (rows.Count == 0 && findings.Count == known)
            {
                empty.Add(file);
            }

            return rows;
        }
    }

    /// <summary>What findings about a whole set call it: its folder, or of several cohorts the table that names them.</summary>
    public string Place(DataSubset subset, int split) => data.MultiCohort ? data.TsvPath : cohorts[0].Tree.Folder(subset, split);

    // Tables of results name the participant and the session, never the cohort: two images of one set would be taken for one.
    private static Finding Again(LabelledSession session, LabelledSession earlier) => new(
        session.File,
        session.Line,
        $"{session.ParticipantId} {session.SessionId} again, after {earlier.File}:{earlier.Line}",
        session.CapsDirectory == earlier.CapsDirectory ? "each session once in a set" : "each session once in a set, over all cohorts: results do not name the cohort");

    // Without the label nobody of it would be in the study, though its name is. That of MCI tsvtool itself leaves empty where all of MCI are in its sub-categories.
    private void Empty(string file)
    {
        if (Path.GetFileName(file) is "MCI.tsv" or "MCI_baseline.tsv")
        {
            warnings.Add($"{file} has no row: nobody in this set is MCI.");
        }
        else
        {
            findings.Add(new Finding(file, null, "no row below the header", "a row for each session of that label; choose labels with --diagnoses"));
        }
    }

    private void RequireBothClasses(string place, ImmutableArray<LabelledSession> sessions)
    {
        var classes = sessions.Select(session => session.Label).Distinct().ToList();
        if (classes.Count == 2)
        {
            return;
        }

        var found = classes.Count == 0
            ? "no sessions"
            : $"only class {classes[0]} ({string.Join(", ", sessions.Select(s => s.Diagnosis).Distinct().Order(StringComparer.Ordinal))}) in {sessions.Length} session(s)";
        findings.Add(new Finding(place, null, found, $"both classes; known labels are {codes.Known}"));
    }
}
