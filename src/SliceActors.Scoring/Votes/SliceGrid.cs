using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Scoring.Rows;

namespace SliceActors.Scoring.Votes;

/// <summary>The rows of a table laid out as sessions × slices; complete unless a finding says otherwise.</summary>
internal sealed class SliceGrid
{
    private const int Nowhere = -1;
    private readonly SliceLevelTable table;
    private readonly (string ParticipantId, string SessionId)[] sessions;
    private readonly SliceIndex[] slices;

    /// <summary>Row of the table for each session and slice: sessions × slices.</summary>
    private readonly int[] cells;

    private SliceGrid(SliceLevelTable table, (string ParticipantId, string SessionId)[] sessions, SliceIndex[] slices)
    {
        this.table = table;
        this.sessions = sessions;
        this.slices = slices;
        cells = new int[sessions.Length * slices.Length];
        Array.Fill(cells, Nowhere);
    }

    /// <summary>Sessions sorted by participant, then session (ordinal).</summary>
    public ReadOnlySpan<(string ParticipantId, string SessionId)> Sessions => sessions;

    /// <summary>Slice positions, ascending.</summary>
    public ReadOnlySpan<SliceIndex> Slices => slices;

    /// <summary>The row of a session and slice, both as positions in the lists above.</summary>
    public SliceLevelRow At(int session, int slice) => table.Rows[cells[(session * slices.Length) + slice]];

    /// <summary>Lays out a table.</summary>
    /// <param name="table">The rows, in any order.</param>
    /// <param name="findings">Receives a finding per session with missing or repeated slices, with probabilities that are no numbers, or with two true labels.</param>
    public static SliceGrid Of(SliceLevelTable table, ICollection<Finding> findings)
    {
        var rows = table.Rows;
        var sessionRanks = new Dictionary<(string, string), int>();
        var sliceRanks = new Dictionary<SliceIndex, int>();
        for (var i = 0; i < rows.Count; i++)
        {
            sessionRanks.TryAdd((rows[i].ParticipantId, rows[i].SessionId), 0);
            sliceRanks.TryAdd(rows[i].Slice, 0);
        }

        var sessions = sessionRanks.Keys.ToArray();
        Array.Sort(sessions, ByParticipantThenSession);
        var slices = sliceRanks.Keys.Order().ToArray();
        Rank(sessions, sessionRanks);
        Rank(slices, sliceRanks);

        var grid = new SliceGrid(table, sessions, slices);
        grid.Fill(sessionRanks, sliceRanks, findings);
        return grid;
    }

    /// <summary><c>slice 3</c> or <c>slices 3, 4</c>.</summary>
    public static string Named(IReadOnlyCollection<SliceIndex> slices) => $"{(slices.Count == 1 ? "slice" : "slices")} {string.Join(", ", slices)}";

    private static int ByParticipantThenSession((string ParticipantId, string SessionId) left, (string ParticipantId, string SessionId) right)
    {
        var byParticipant = string.CompareOrdinal(left.ParticipantId, right.ParticipantId);
        return byParticipant != 0 ? byParticipant : string.CompareOrdinal(left.SessionId, right.SessionId);
    }

    private static void Rank<T>(T[] sorted, Dictionary<T, int> ranks)
        where T : notnull
    {
        for (var i = 0; i < sorted.Length; i++)
        {
            ranks[sorted[i]] = i;
        }
    }

    private void Fill(Dictionary<(string, string), int> sessionRanks, Dictionary<SliceIndex, int> sliceRanks, ICollection<Finding> findings)
    {
        var labels = new int?[sessions.Length];
        var seen = new bool[sessions.Length];
        var repeated = new SortedDictionary<int, SortedSet<SliceIndex>>();
        var unanswered = new SortedDictionary<int, SortedSet<SliceIndex>>();
        var relabelled = new SortedSet<int>();
        for (var i = 0; i < table.Rows.Count; i++)
        {
            var row = table.Rows[i];
            var session = sessionRanks[(row.ParticipantId, row.SessionId)];
            ref var cell = ref cells[(session * slices.Length) + sliceRanks[row.Slice]];
            if (cell != Nowhere)
            {
                Note(repeated, session, row.Slice);
            }

            if (!float.IsFinite(row.Proba0) || !float.IsFinite(row.Proba1))
            {
                Note(unanswered, session, row.Slice);
            }

            if (seen[session] && labels[session] != row.TrueLabel)
            {
                relabelled.Add(session);
            }

            (cell, labels[session], seen[session]) = (i, row.TrueLabel, true);
        }

        Report(repeated, "more than once", "each session has each slice exactly once", findings);
        Report(Absent(), "missing", "each session has each slice exactly once", findings);
        Report(unanswered, "without a probability that is a number", "two probabilities for each slice", findings);
        foreach (var session in relabelled)
        {
            findings.Add(new Finding(table.Source, null, $"{Name(session)} has more than one true label", "all slices of a session have the same one"));
        }
    }

    private SortedDictionary<int, SortedSet<SliceIndex>> Absent()
    {
        var absent = new SortedDictionary<int, SortedSet<SliceIndex>>();
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i] == Nowhere)
            {
                Note(absent, i / slices.Length, slices[i % slices.Length]);
            }
        }

        return absent;
    }

    private void Report(SortedDictionary<int, SortedSet<SliceIndex>> slicesOfSessions, string what, string expected, ICollection<Finding> findings)
    {
        foreach (var (session, which) in slicesOfSessions)
        {
            findings.Add(new Finding(
                table.Source,
                null,
                $"{Name(session)}: {Named(which)} {what}",
                expected));
        }
    }

    private string Name(int session) => $"{sessions[session].ParticipantId} {sessions[session].SessionId}";

    private static void Note(SortedDictionary<int, SortedSet<SliceIndex>> notes, int session, SliceIndex slice)
    {
        if (!notes.TryGetValue(session, out var which))
        {
            notes[session] = which = [];
        }

        which.Add(slice);
    }
}
