using System.Collections.Immutable;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Estimates;

namespace SliceActors.Scoring.Chance;

/// <summary>All folds of a study, trained once: as they are, on the labels of a permutation, or as a repeat.</summary>
/// <param name="Number">Which permutation or repeat; 0 for the study itself.</param>
/// <param name="Folds">What the folds say of their votes, in order.</param>
/// <param name="Slices">What each slice position says, in the order of the folds.</param>
public sealed record TrainedSet(int Number, ImmutableArray<FoldSummary> Folds, ImmutableArray<ImmutableArray<SliceFigures>> Slices)
{
    /// <summary>The figures of the vote, by leave-pair-out, as means over all folds.</summary>
    /// <param name="selection">How epochs were chosen.</param>
    /// <returns>Not numbers where a fold has no figure: the mean of the others is of other people.</returns>
    public (double Auc, double BalancedAccuracy) Vote(Selection selection)
    {
        var mean = RunEstimate.Of(EstimateKind.LeavePairOut, selection, Folds);
        return mean.Missing.IsEmpty ? (mean.Figures.Auc.Value, mean.Figures.BalancedAccuracy.Value) : (double.NaN, double.NaN);
    }

    /// <summary>The AUC of each slice position alone, by leave-pair-out, as means over all folds; slices where a fold has no figure are not among them.</summary>
    /// <param name="selection">How epochs were chosen.</param>
    public ImmutableSortedDictionary<int, double> SliceAucs(Selection selection) => Slices
        .SelectMany(fold => fold)
        .Where(slice => slice.Selection == selection && slice.Pairs > 0)
        .GroupBy(slice => slice.Slice.Value)
        .Where(slice => slice.Count() == Folds.Length)
        .ToImmutableSortedDictionary(slice => slice.Key, slice => slice.Sum(fold => fold.Auc) / Folds.Length);

    /// <summary>The greatest AUC of some slice positions.</summary>
    /// <param name="selection">How epochs were chosen.</param>
    /// <param name="slices">The positions.</param>
    /// <returns>Not a number where one of them has no figure: it could have been the greatest.</returns>
    public double GreatestSliceAuc(Selection selection, IReadOnlyCollection<int> slices)
    {
        ArgumentNullException.ThrowIfNull(slices);
        var known = SliceAucs(selection);
        return slices.Count > 0 && slices.All(known.ContainsKey) ? slices.Max(slice => known[slice]) : double.NaN;
    }
}
