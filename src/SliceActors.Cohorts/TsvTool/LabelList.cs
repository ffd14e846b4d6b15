using System.Collections.Immutable;
using SliceActors.Cohorts.Tables;
using SliceActors.Runs.Errors;

namespace SliceActors.Cohorts.TsvTool;

/// <summary>Everybody who has a label: a file <c>LABEL.tsv</c> with all their sessions.</summary>
internal sealed class LabelList
{
    private static readonly string[] Ids = [SessionColumns.Participant, SessionColumns.Session];

    private readonly ILookup<string, Visit> sessions;

    private LabelList(string label, TsvTable table, IReadOnlyList<Visit> visits)
    {
        Label = label;
        Table = table;
        sessions = visits.ToLookup(visit => visit.ParticipantId, StringComparer.Ordinal);
        Baselines = [.. sessions.Select(own => own.MinBy(visit => visit.Month)!).OrderBy(visit => visit.ParticipantId, StringComparer.Ordinal)];
    }

    /// <summary>The label, which is the name of the file without its ending.</summary>
    public string Label { get; }

    /// <summary>The file as it was read.</summary>
    public TsvTable Table { get; }

    /// <summary>The earliest session of each participant, sorted by participant (ordinal).</summary>
    public ImmutableArray<Visit> Baselines { get; }

    /// <summary>Columns of the table of baselines: the ids, then the others in their order.</summary>
    public IReadOnlyList<string> BaselineColumns => [.. Ids, .. Table.Columns.Except(Ids, StringComparer.Ordinal)];

    /// <summary>Reads a list; null when it has no usable header.</summary>
    public static LabelList? Read(string path, ICollection<Finding> findings) =>
        TsvTable.Read(path, [.. Ids, SessionColumns.Diagnosis], findings) is { } table
            ? new LabelList(Path.GetFileNameWithoutExtension(path), table, Visits.Of(table, findings))
            : null;

    /// <summary>Whether the participant is in the list.</summary>
    public bool Has(string participant) => sessions.Contains(participant);

    /// <summary>All sessions of a participant, in the order of the file.</summary>
    public IEnumerable<Visit> Sessions(string participant) => sessions[participant];

    /// <summary>The cells of a session below other columns.</summary>
    /// <param name="visit">A session of this list.</param>
    /// <param name="columns">Names of columns; one that this list lacks is empty.</param>
    /// <param name="label">Stands in for the diagnosis; null keeps it.</param>
    public IReadOnlyList<string> Row(Visit visit, IReadOnlyList<string> columns, string? label) =>
        [.. columns.Select(column => column == SessionColumns.Diagnosis && label is not null ? label : Table.IndexOf(column) is >= 0 and var index ? visit.Row.Cells[index] : "")];
}
