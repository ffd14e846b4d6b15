using System.Collections.Immutable;
using SliceActors.Runs;

namespace SliceActors.Cohorts;

/// <summary>Puts the diagnosis files of a set together and checks them as a whole.</summary>
internal sealed class SetReader(LabelTree tree, LabelCodes codes, ICollection<Finding> findings)
{
    /// <summary>The sessions of a set, in the order of the diagnoses, then of the file; a session that is repeated only once.</summary>
    public ImmutableArray<LabelledSession> Read(DataSubset subset, int split)
    {
        var before = findings.Count;
        var first = new Dictionary<(string, string), LabelledSession>();
        var sessions = ImmutableArray.CreateBuilder<LabelledSession>();
        foreach (var session in tree.Find(subset, split, findings).SelectMany(file => LabelFile.Read(file, codes, findings)))
        {
            if (first.TryAdd((session.ParticipantId, session.SessionId), session))
            {
                sessions.Add(session);
            }
            else
            {
                var earlier = first[(session.ParticipantId, session.SessionId)];
                findings.Add(new Finding(
                    session.File, session.Line, $"{session.ParticipantId} {session.SessionId} again, after {earlier.File}:{earlier.Line}", "each session once in a set"));
            }
        }

        // Files that are missing or unreadable explain a missing class well enough.
        if (findings.Count == before)
        {
            RequireBothClasses(tree.Folder(subset, split), sessions.ToImmutable());
        }

        return sessions.ToImmutable();
    }

    private void RequireBothClasses(string folder, ImmutableArray<LabelledSession> sessions)
    {
        var classes = sessions.Select(session => session.Label).Distinct().ToList();
        if (classes.Count == 2)
        {
            return;
        }

        var found = classes.Count == 0
            ? "no sessions"
            : $"only class {classes[0]} ({string.Join(", ", sessions.Select(s => s.Diagnosis).Distinct().Order(StringComparer.Ordinal))}) in {sessions.Length} session(s)";
        findings.Add(new Finding(folder, null, found, $"both classes; known labels are {codes.Known}"));
    }
}
