using SliceActors.Runs.Errors;

namespace SliceActors.Cohorts.Reading;

/// <summary>Says which cells of label tables count as not known because they are no age or sex.</summary>
public static class UnknownCells
{
    /// <summary>One sentence for each table and each thing that was found in it, with the first place: a table may say "refused" of hundreds.</summary>
    /// <param name="findings">What was found, in the order of the sessions.</param>
    public static IEnumerable<string> Warnings(IEnumerable<Finding> findings) =>
        from finding in findings
        group finding by (finding.Where, finding.Found, finding.Expected) into alike
        let others = alike.Count() - 1
        select $"{alike.First()}; taken for not known{(others == 0 ? string.Empty : others == 1 ? ", as in 1 other row" : $", as in {others} other rows")}.";
}
