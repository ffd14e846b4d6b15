using System.Collections.Immutable;
using SliceActors.Runs.Files;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Chance;

namespace SliceActors.Scoring.Tables;

/// <summary>
/// What chance does, from folds that were trained once more: <c>permutations.tsv</c> and <c>chance.tsv</c> of those with permuted labels,
/// <c>repeats.tsv</c> of those with another seed. A figure that is not defined is an empty cell, and <c>note</c> says why.
/// </summary>
public static class ChanceTables
{
    private const string NoFigure = "Not available in every fold: counts as at least as large as what was observed.";

    /// <summary>Writes the tables durably; those of what was not trained are not written. The bytes depend on the folds only, not on their order.</summary>
    /// <param name="tree">The output folder.</param>
    /// <param name="plan">Which folds are of which permutation or repeat.</param>
    /// <param name="folds">All merged folds.</param>
    /// <exception cref="Runs.Errors.BadInputException">The table of the slices of a fold is damaged.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Write(ResultTree tree, RunPlan plan, IEnumerable<FoldSummary> folds)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Variations.IsEmpty)
        {
            return;
        }

        var merged = folds.ToDictionary(fold => fold.Fold);
        var observed = Trained(0, plan.Folds.Select(fold => fold.Fold));
        var (permutations, repeats) = (OfKind(VariationKind.Permutation), OfKind(VariationKind.Repeat));
        if (!permutations.IsEmpty)
        {
            DurableFile.Write(tree.Permutations, stream => WritePermutations(stream, observed, permutations));
            DurableFile.Write(tree.Chance, stream => WriteChance(stream, observed, permutations));
        }

        if (!repeats.IsEmpty)
        {
            DurableFile.Write(tree.Repeats, stream => WriteRepeats(stream, [observed, .. repeats]));
        }

        ImmutableArray<TrainedSet> OfKind(VariationKind kind) =>
        [
            .. plan.Variations.Where(variation => variation.Kind == kind).GroupBy(variation => variation.Number).OrderBy(set => set.Key)
                .Select(set => Trained(set.Key, set.Select(variation => variation.Fold))),
        ];

        TrainedSet Trained(int number, IEnumerable<Runs.Ids.FoldIndex> indices)
        {
            ImmutableArray<Runs.Ids.FoldIndex> ordered = [.. indices.Order()];
            return new TrainedSet(
                number,
                [.. ordered.Select(fold => merged[fold])],
                [.. ordered.Select(fold => File.Exists(tree.SlicesOf(fold)) ? SliceEstimateTables.ReadFold(tree.SlicesOf(fold)) : [])]);
        }
    }

    private static void WritePermutations(Stream stream, TrainedSet observed, ImmutableArray<TrainedSet> permutations)
    {
        using var table = new TsvWriter(stream, "permutation", "selection", "auc", "balanced_accuracy", "greatest_slice_auc", "note");
        foreach (var selection in Enum.GetValues<Selection>())
        {
            var slices = observed.SliceAucs(selection).Keys.ToList();
            foreach (var permutation in permutations)
            {
                var (auc, accuracy) = permutation.Vote(selection);
                var greatest = permutation.GreatestSliceAuc(selection, slices);
                table.Cell(permutation.Number).Cell(selection.Term()).Cell(auc).Cell(accuracy).Cell(greatest)
                    .Cell(double.IsNaN(auc) || double.IsNaN(greatest) ? NoFigure : string.Empty).EndRow();
            }
        }
    }

    private static void WriteChance(Stream stream, TrainedSet observed, ImmutableArray<TrainedSet> permutations)
    {
        using var table = new TsvWriter(stream, "selection", "figure", "slice_id", "observed", "permutations", "reached", "p", "threshold", "note");
        foreach (var selection in Enum.GetValues<Selection>())
        {
            var votes = permutations.Select(permutation => permutation.Vote(selection)).ToList();
            var (auc, accuracy) = observed.Vote(selection);
            Row("auc", null, auc, [.. votes.Select(vote => vote.Auc)]);
            Row("balanced_accuracy", null, accuracy, [.. votes.Select(vote => vote.BalancedAccuracy)]);
            var slices = observed.SliceAucs(selection);
            ImmutableArray<double> greatest = [.. permutations.Select(permutation => permutation.GreatestSliceAuc(selection, [.. slices.Keys]))];
            foreach (var (slice, figure) in slices)
            {
                Row("slice_auc", slice, figure, greatest);
            }

            void Row(string name, int? slice, double figure, ImmutableArray<double> permuted)
            {
                var test = double.IsNaN(figure) ? null : PermutationTest.Of(figure, permuted);
                table.Cell(selection.Term()).Cell(name).Cell(slice).Cell(figure).Cell(permuted.Length)
                    .Cell(test?.Reached).Cell(test?.P ?? double.NaN).Cell(test?.Threshold ?? double.NaN).Cell(Note(test, permuted)).EndRow();
            }
        }
    }

    private static string Note(PermutationTest? test, ImmutableArray<double> permuted)
    {
        var missing = permuted.Count(double.IsNaN);
        return test is null ? "Not available in every fold."
            : missing > 0 ? $"{missing} without a figure, counted as at least as large."
            : double.IsNaN(test.Threshold) ? "Fewer than 19 permutations cannot come to p <= 0.05."
            : string.Empty;
    }

    private static void WriteRepeats(Stream stream, ImmutableArray<TrainedSet> sets)
    {
        using var table = new TsvWriter(stream, "repeat", "selection", "auc", "balanced_accuracy", "note");
        foreach (var selection in Enum.GetValues<Selection>())
        {
            var votes = sets.Select(set => set.Vote(selection)).ToList();
            foreach (var (set, (auc, accuracy)) in sets.Zip(votes))
            {
                Row(set.Number == 0 ? "original" : $"{set.Number}", auc, accuracy);
            }

            var (aucs, accuracies) = (Spread.Of([.. votes.Select(vote => vote.Auc)]), Spread.Of([.. votes.Select(vote => vote.BalancedAccuracy)]));
            Row("mean", aucs.Mean, accuracies.Mean);
            Row("sd", aucs.Deviation, accuracies.Deviation);
            Row("least", aucs.Least, accuracies.Least);
            Row("most", aucs.Most, accuracies.Most);

            void Row(string name, double auc, double accuracy) =>
                table.Cell(name).Cell(selection.Term()).Cell(auc).Cell(accuracy).Cell(double.IsNaN(auc) ? "Not available in every fold." : string.Empty).EndRow();
        }
    }
}
