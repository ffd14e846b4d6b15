using System.Collections.Immutable;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;

namespace SliceActors.Cohorts.Reading;

/// <summary>Puts the diagnosis files of a set together, cohort after cohort, and checks them as a whole.</summary>
internal sealed class SetReader(DataSpec data, IReadOnlyList<Cohort> cohorts, LabelCodes codes, ICollection<Finding> findings)
{
    /// <summary>The sessions of a set, in the order of the cohorts, the diagnoses, then of the file; a session that is repeated only once.</summary>
    public ImmutableArray<LabelledSession> Read(DataSubset subset, int split)
    {
        var before = findings.Count;
        var first = new Dictionary<(string, string), LabelledSession>();
        var sessions = ImmutableArray.CreateBuilder<LabelledSession>();
        foreach (var cohort in cohorts)
        {
            foreach (var row in cohort.Tree.Find(subset, split, findings).SelectMany(file => LabelFile.Read(file, codes, findings)))
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

        return sessions.ToImmutable();
    }

    /// <summary>What findings about a whole set call it: its folder, or of several cohorts the table that names them.</summary>
    public string Place(DataSubset subset, int split) => data.MultiCohort ? data.TsvPath : cohorts[0].Tree.Folder(subset, split);

    // Tables of results name the participant and the session, never the cohort: two images of one set would be taken for one.
    private static Finding Again(LabelledSession session, LabelledSession earlier) => new(
        session.File,
        session.Line,
        $"{session.ParticipantId} {session.SessionId} again, after {earlier.File}:{earlier.Line}",
        session.CapsDirectory == earlier.CapsDirectory ? "each session once in a set" : "each session once in a set, over all cohorts: results do not name the cohort");

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
