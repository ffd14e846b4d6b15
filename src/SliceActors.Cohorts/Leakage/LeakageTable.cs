using System.Globalization;
using SliceActors.Cohorts.Tables;

namespace SliceActors.Cohorts.Leakage;

/// <summary>
/// <c>leakage.tsv</c>: a row <c>checked</c> for each two sets that were compared, which is what an empty table has to show, then a row for each leak. Cells that say nothing are empty.
/// </summary>
public static class LeakageTable
{
    /// <summary>What the rows of sets that were compared begin with.</summary>
    public const string Checked = "checked";

    private static readonly string[] Columns =
        ["finding", "fold", "set", "participant_id", "session_id", "other_set", "other_participant_id", "other_session_id", "sessions", "times", "distance", "source"];

    /// <summary>The table. The bytes depend on the report only, not on the order in which it was made.</summary>
    public static string Text(LeakageReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var compared = report.Compared.Select(sets => Row(Checked, $"{sets.Fold}", new(sets.Tested), new(sets.Known), sets.Sessions, null, sets.Nearest, sets.Source));
        var found = report.Findings.Select(leak => Row(leak.Kind.Term(), $"{leak.Fold}", leak.Tested, leak.Known, leak.Sessions, leak.Times, leak.Distance, leak.Source));
        return TsvText.Of(Columns, [.. Ordered(compared), .. Ordered(found)]);
    }

    private static IEnumerable<IReadOnlyList<string>> Ordered(IEnumerable<string[]> rows) =>
        rows.Select(row => (Row: row, Key: string.Join('\t', row))).DistinctBy(row => row.Key).OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => row.Row);

    private static string[] Row(string finding, string fold, LeakagePlace tested, LeakagePlace known, int sessions, int? times, double? distance, string? source) =>
    [
        finding, fold, tested.Set, tested.ParticipantId, tested.SessionId, known.Set, known.ParticipantId, known.SessionId,
        sessions.ToString(CultureInfo.InvariantCulture),
        times?.ToString(CultureInfo.InvariantCulture) ?? string.Empty,
        distance?.ToString("0.000", CultureInfo.InvariantCulture) ?? string.Empty,
        source ?? string.Empty,
    ];
}
