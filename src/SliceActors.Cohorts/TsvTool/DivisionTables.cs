using System.Collections.Immutable;
using SliceActors.Cohorts.Tables;

namespace SliceActors.Cohorts.TsvTool;

/// <summary>The tables of one label in one set.</summary>
internal static class DivisionTables
{
    /// <summary><c>FOLDER/LABEL_baseline.tsv</c>: one row per participant, the diagnosis being the label.</summary>
    public static PlannedFile Baselines(string folder, LabelList list, ImmutableArray<Member> members) => new(
        $"{folder}/{list.Label}_baseline.tsv",
        TsvText.Of(list.BaselineColumns, members.Select(member => member.List.Row(member.Baseline, list.BaselineColumns, list.Label))));

    /// <summary><c>FOLDER/LABEL.tsv</c>: all sessions of the participants.</summary>
    /// <remarks>Who was taken from another list but is in this one too has the sessions that this one holds.</remarks>
    public static PlannedFile Sessions(string folder, LabelList list, ImmutableArray<Member> members) => new(
        $"{folder}/{list.Label}.tsv",
        TsvText.Of(list.Table.Columns, members.SelectMany(member => Rows(list, member))));

    private static IEnumerable<IReadOnlyList<string>> Rows(LabelList list, Member member)
    {
        var participant = member.Baseline.ParticipantId;
        return list.Has(participant)
            ? list.Sessions(participant).Select(visit => list.Row(visit, list.Table.Columns, null))
            : member.List.Sessions(participant).Select(visit => member.List.Row(visit, list.Table.Columns, list.Label));
    }
}
