using System.Globalization;
using SliceActors.Cohorts.Tables;
using SliceActors.Runs.Errors;

namespace SliceActors.Cohorts.TsvTool;

/// <summary>Reads the sessions of participants out of tables.</summary>
internal static class Visits
{
    private const string SessionPrefix = "ses-M";

    /// <summary>The sessions of a table, in its order.</summary>
    /// <param name="table">Has <see cref="SessionColumns.Participant"/> and <see cref="SessionColumns.Session"/>.</param>
    /// <param name="findings">Receives ids that are none, and sessions that come twice.</param>
    public static IReadOnlyList<Visit> Of(TsvTable table, ICollection<Finding> findings)
    {
        var (participantColumn, sessionColumn) = (table.IndexOf(SessionColumns.Participant), table.IndexOf(SessionColumns.Session));
        var visits = new List<Visit>(table.Rows.Count);
        var lines = new Dictionary<(string, int), int>();
        foreach (var row in table.Rows)
        {
            var (participant, session) = (row.Cells[participantColumn], row.Cells[sessionColumn]);
            var month = Month(session);
            if (!IsParticipant(participant))
            {
                findings.Add(new Finding(table.File, row.Line, $"{SessionColumns.Participant} {Visible.Quoted(participant)}", "sub- and a name of letters and digits"));
            }

            if (month is null)
            {
                findings.Add(new Finding(table.File, row.Line, $"{SessionColumns.Session} {Visible.Quoted(session)}", $"{SessionPrefix} and the number of months, for example ses-M00"));
            }

            if (month is not { } known || !IsParticipant(participant))
            {
                continue;
            }

            if (lines.TryAdd((participant, known), row.Line))
            {
                visits.Add(new Visit(participant, session, known, row));
            }
            else
            {
                findings.Add(new Finding(table.File, row.Line, $"{participant} {session} again, after line {lines[(participant, known)]}", "each session once"));
            }
        }

        return visits;
    }

    /// <summary>The months in a session's id; null when it has another form.</summary>
    public static int? Month(string session) =>
        session.StartsWith(SessionPrefix, StringComparison.Ordinal)
        && int.TryParse(session.AsSpan(SessionPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var month)
            ? month
            : null;

    private static bool IsParticipant(string id) => id.StartsWith("sub-", StringComparison.Ordinal) && id.Length > "sub-".Length && Visible.IsName(id);
}
