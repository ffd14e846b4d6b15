using SliceActors.Cohorts.Tables;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;

namespace SliceActors.Cohorts.Reading;

/// <summary>Reads a list of sessions, a table with <c>participant_id</c> and <c>session_id</c>; other columns do not matter.</summary>
public static class SessionList
{
    /// <summary>Reads a list.</summary>
    /// <param name="path">The file.</param>
    /// <param name="findings">Receives everything that is wrong with it.</param>
    /// <returns>The rows that can be used, in the order of the file.</returns>
    public static IReadOnlyList<ListedSession> Read(string path, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        if (!File.Exists(path))
        {
            findings.Add(new Finding(path, null, NoFile.At(path), $"a table of sessions: {SessionColumns.Participant} and {SessionColumns.Session}, separated by a tab"));
            return [];
        }

        if (TsvTable.Read(path, [SessionColumns.Participant, SessionColumns.Session], findings) is not { } table)
        {
            return [];
        }

        var sessions = new Dictionary<(string, string), ListedSession>();
        var rows = new List<ListedSession>();
        foreach (var row in table.Rows)
        {
            var (participant, session) = (row.Cells[table.IndexOf(SessionColumns.Participant)], row.Cells[table.IndexOf(SessionColumns.Session)]);
            if (!(LabelFile.IsId(participant, SessionColumns.Participant, "sub-", path, row.Line, findings) & LabelFile.IsId(session, SessionColumns.Session, "ses-", path, row.Line, findings)))
            {
                continue;
            }

            var listed = new ListedSession(participant, session, path, row.Line);
            if (sessions.TryAdd((participant, session), listed))
            {
                rows.Add(listed);
            }
            else
            {
                findings.Add(new Finding(path, row.Line, $"{participant} {session} again, after line {sessions[(participant, session)].Line}", "each session once"));
            }
        }

        if (table.Rows.Count == 0)
        {
            findings.Add(new Finding(path, null, "no sessions", "a row for each session"));
        }

        return rows;
    }
}
