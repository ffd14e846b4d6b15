using SliceActors.Cohorts.Tables;
using SliceActors.Runs.Errors;

namespace SliceActors.Cohorts.TsvTool;

/// <summary>Age and sex of members at baseline.</summary>
/// <param name="Ages">In years; NaN where not known. Null when nobody's is.</param>
/// <param name="Sexes">Null when nobody's is known.</param>
internal sealed record Demographics(double[]? Ages, Sex[]? Sexes)
{
    /// <summary>Reads the cells of members, each in the list that it comes from.</summary>
    /// <param name="members">The members.</param>
    /// <param name="findings">Receives cells that are no age and no sex.</param>
    public static Demographics Of(IReadOnlyList<Member> members, ICollection<Finding> findings)
    {
        var ages = members.Select(member => Age(member, findings)).ToArray();
        var sexes = members.Select(member => SexOf(member, findings)).ToArray();
        return new Demographics(Array.TrueForAll(ages, double.IsNaN) ? null : ages, Array.TrueForAll(sexes, sex => sex == Sex.Unknown) ? null : sexes);
    }

    private static double Age(Member member, ICollection<Finding> findings)
    {
        var (column, cell) = Cell(member, FieldTerm.Age);
        if (PersonalCells.Age(cell) is { } age)
        {
            return age;
        }

        findings.Add(new Finding(member.List.Table.File, member.Baseline.Row.Line, $"{column} {Visible.Quoted(cell)}", "an age in years, or n/a; or --ignore_demographics"));
        return double.NaN;
    }

    private static Sex SexOf(Member member, ICollection<Finding> findings)
    {
        var (column, cell) = Cell(member, FieldTerm.Sex);
        if (PersonalCells.SexOf(cell) is { } sex)
        {
            return sex;
        }

        findings.Add(new Finding(member.List.Table.File, member.Baseline.Row.Line, $"{column} {Visible.Quoted(cell)}", "M, F or n/a; or --ignore_demographics"));
        return Sex.Unknown;
    }

    private static (string Column, string Cell) Cell(Member member, IReadOnlyList<string> terms) =>
        FieldTerm.ColumnOf(member.List.Table.Columns, terms) is { } column ? (column, member.Baseline.Row.Cells[member.List.Table.IndexOf(column)]) : (terms[0], "");
}
