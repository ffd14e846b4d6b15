using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;

namespace SliceActors.Reports.Parts;

/// <summary>
/// Finds what other commands added to a folder before its networks were trained further: there it says something else of the networks than the tables of the
/// training do.
/// </summary>
internal static class EarlierNetworks
{
    // The same mean, added up in another order.
    private const double Rounding = 1e-9;

    /// <summary>Whether rows of <c>baseline_differences.tsv</c> are of such networks, or of fewer folds than there are.</summary>
    public static bool AreIn(ReportSource source, IReadOnlyCollection<ReportTable.Row> differences)
    {
        var estimates = source.Table("estimate.tsv")?.Rows.Where(row => row["estimate"] == EstimateKind.LeavePairOut.Term() && row["fold"] == "mean").ToLookup(row => row["selection"]);
        var known = differences.Select(row => (Then: row, Now: estimates?[row["first_result"].Split(", ")[^1]].FirstOrDefault())).Where(pair => pair.Now is not null).ToList();
        return known.Exists(pair => IsOfSamePeople(pair.Then, pair.Now!) && Math.Abs(Figures.Value(pair.Now![pair.Then["figure"]]) - Figures.Value(pair.Then["first"])) > Rounding)
            || (known.Count > 0 && known.TrueForAll(pair => Figures.Value(pair.Then["folds"]) < Figures.Value(pair.Now!["folds"])));
    }

    /// <summary>Names of folders with maps of the validation sets that are of such networks, in order.</summary>
    /// <param name="source">The results.</param>
    /// <param name="explanations">Where <c>explain</c> puts maps.</param>
    public static IReadOnlyList<string> WithMaps(ReportSource source, string explanations) =>
    [
        .. from folder in Directory.EnumerateDirectories(explanations).Order(StringComparer.Ordinal)
           from selection in Enum.GetValues<Selection>()
           where folder.EndsWith($"-{selection.Term()}", StringComparison.Ordinal) && AreOfOthers(source, selection, ReportTable.Read(Path.Combine(folder, "maps.tsv")))
           select Path.GetFileName(folder),
    ];

    private static bool AreOfOthers(ReportSource source, Selection selection, ReportTable? maps)
    {
        var now = source.Folds
            .SelectMany(fold => ReportTable.Read(Path.Combine(source.Tree.Classification(fold, selection), "validation_image_level_prediction.tsv"))?.Rows.Select(row => (Key: Key($"{fold}", row), Answer: row["proba1"])) ?? [])
            .ToLookup(row => row.Key, row => row.Answer);
        return maps is not null && maps.Rows.Any(map => now[Key(map["fold"], map)].Any(answer => answer != map["proba1"]));
    }

    // A simple model may lack people whose age nobody knows: then the networks are judged without them, too.
    private static bool IsOfSamePeople(ReportTable.Row then, ReportTable.Row now) => Array.TrueForAll(["folds", "participants_1", "participants_0"], column => then[column] == now[column]);

    private static (string, string, string) Key(string fold, ReportTable.Row row) => (fold, row["participant_id"], row["session_id"]);
}
