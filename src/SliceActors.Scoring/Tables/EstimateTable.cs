using System.Collections.Immutable;
using SliceActors.Runs.Files;
using SliceActors.Runs.Outcomes;
using SliceActors.Scoring.Estimates;

namespace SliceActors.Scoring.Tables;

/// <summary>
/// <c>estimate.tsv</c>: image-level figures of the validation sets with 95 % confidence intervals. For each kind of figures and selection a row with the mean over the folds, then
/// a row for each fold; leave-pair-out, which is the one to publish, comes first. A figure that is not defined is an empty cell, and <c>note</c> says why.
/// </summary>
public static class EstimateTable
{
    /// <summary>Writes the table durably. The bytes depend on the folds only, not on their order.</summary>
    /// <param name="tree">The output folder.</param>
    /// <param name="folds">The merged folds.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Write(ResultTree tree, IEnumerable<FoldSummary> folds)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ImmutableArray<FoldSummary> merged = [.. folds.OrderBy(fold => fold.Fold)];
        var estimates = RunEstimate.All(merged);
        if (!estimates.IsEmpty)
        {
            DurableFile.Write(tree.Estimate, stream => Write(stream, merged, estimates));
        }
    }

    private static void Write(Stream stream, ImmutableArray<FoldSummary> folds, ImmutableArray<RunEstimate> estimates)
    {
        using var table = new TsvWriter(
            stream,
            [
                "estimate", "selection", "fold", "folds", "participants_1", "participants_0", "pairs", "skipped_pairs", "equal_weight_pairs",
                .. FigureColumns.Names, "auc_variance", .. FigureColumns.OfProbabilities, "note",
            ]);
        foreach (var mean in estimates)
        {
            Row(table, "mean", mean);
            foreach (var fold in folds)
            {
                Row(table, $"{fold.Fold}", RunEstimate.Of(mean.Kind, mean.Selection, [fold]));
            }
        }
    }

    private static void Row(TsvWriter table, string fold, RunEstimate estimate)
    {
        var isPairwise = estimate.Kind == EstimateKind.LeavePairOut;
        table.Cell(estimate.Kind.Term()).Cell(estimate.Selection is { } selection ? Runs.Specs.FieldTerms.Term(selection) : string.Empty)
            .Cell(fold).Cell(estimate.Folds.Length).Cell(estimate.Positives).Cell(estimate.Negatives).Cell(estimate.Pairs)
            .Cell(isPairwise ? estimate.SkippedPairs : null).Cell(isPairwise ? estimate.EqualWeightPairs : null)
            .Figures(estimate.Figures)
            .Cell(estimate.Figures.AucVariance)
            .Figures(estimate.Figures.Probabilities).Cell(string.Join(" ", EstimateNotes.Of(estimate))).EndRow();
    }
}
