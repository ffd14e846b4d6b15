using System.Collections.Immutable;
using SliceActors.Runs.Errors;

namespace SliceActors.Cohorts.TsvTool;

/// <summary>The column whose values are spread evenly.</summary>
internal static class StratumColumn
{
    /// <summary>Each member's value at baseline; the same for all when there is no column.</summary>
    /// <param name="list">The label.</param>
    /// <param name="members">Members of that list.</param>
    /// <param name="option">Name of the option that names the column.</param>
    /// <param name="column">The column; null = none.</param>
    /// <param name="findings">Receives a column that the list lacks.</param>
    public static string[] Values(LabelList list, ImmutableArray<Member> members, string option, string? column, ICollection<Finding> findings)
    {
        if (column is null)
        {
            return [.. members.Select(_ => list.Label)];
        }

        var index = list.Table.IndexOf(column);
        if (index < 0)
        {
            findings.Add(new Finding(list.Table.File, 1, $"no column {column}, which {option} names", $"one of {string.Join(", ", list.Table.Columns)}"));
        }

        return [.. members.Select(member => index < 0 ? list.Label : member.Baseline.Row.Cells[index])];
    }
}
