using SliceActors.Reports.Parts;
using SliceActors.Runs.Files;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Estimates;
using SliceActors.Screens;
using SliceActors.Studies.Results;

namespace SliceActors.Cards;

/// <summary>What may be claimed of networks that are taken away: leave-pair-out on the validation sets, and every group of held-out people.</summary>
/// <param name="Set">Whom the figures are of.</param>
/// <param name="How">How they came about.</param>
/// <param name="Selection">How epochs were chosen.</param>
/// <param name="Positives">People of class 1.</param>
/// <param name="Negatives">People of class 0.</param>
/// <param name="Auc">Area under the curve at the image level.</param>
/// <param name="BalancedAccuracy">Balanced accuracy at the image level.</param>
/// <param name="Note">What a reader has to know beside them; empty for nothing.</param>
internal sealed record CardFigures(string Set, string How, string Selection, string Positives, string Negatives, Interval Auc, Interval BalancedAccuracy, string Note)
{
    private const string NameBegins = "estimate-";

    /// <summary>Reads the tables of a result folder.</summary>
    /// <param name="tree">The result folder.</param>
    /// <param name="selections">The networks that are taken away.</param>
    public static IReadOnlyList<CardFigures> Read(ResultTree tree, IEnumerable<Selection> selections)
    {
        var terms = selections.Select(FieldTerms.Term).ToList();
        var validation = Rows(tree.Estimate).Where(row => row["fold"] == "mean" && row["estimate"] == EstimateKind.LeavePairOut.Term()).Select(row => Of(row, "validation sets", "leave-pair-out, mean over the folds"));
        var heldOut = Directory.EnumerateFiles(tree.Root, $"{NameBegins}*.tsv").Order(StringComparer.Ordinal)
            .Select(file => (File: file, Prefix: Path.GetFileNameWithoutExtension(file)[NameBegins.Length..]))
            .Where(table => !PredictionRecord.IsLeftOut(tree, table.Prefix))
            .SelectMany(table => Rows(table.File).Select(row => Of(row, $"held-out set {table.Prefix}", row["model"])));
        return [.. validation.Concat(heldOut).Where(figures => terms.Contains(figures.Selection))];
    }

    /// <summary>A figure with its interval, with no more digits than so many people allow.</summary>
    public static string Text(Interval figure) => ClaimTable.Text(figure);

    private static CardFigures Of(ReportTable.Row row, string set, string how) =>
        new(set, how, row["selection"], row["participants_1"], row["participants_0"], Figures.Of(row, "auc"), Figures.Of(row, "balanced_accuracy"), row["note"]);

    private static IEnumerable<ReportTable.Row> Rows(string table) => ReportTable.Read(table)?.Rows ?? [];
}
