using System.Collections.Immutable;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;

namespace SliceActors.Scoring.Estimates;

/// <summary>One kind of figures over the folds of a run: plain means of the folds that have them, with 95 % confidence intervals.</summary>
/// <param name="Kind">How the figures came about.</param>
/// <param name="Selection">How epochs were chosen; null where none was.</param>
/// <param name="Folds">The folds that have figures.</param>
/// <param name="Missing">Why the others have none.</param>
/// <param name="Positives">People of class 1 in the validation sets of these folds.</param>
/// <param name="Negatives">People of class 0.</param>
/// <param name="Figures">The figures.</param>
/// <param name="Pairs">Pairs that count.</param>
/// <param name="SkippedPairs">Pairs that do not.</param>
/// <param name="EqualWeightPairs">Pairs for which no slice passed the threshold.</param>
/// <param name="Caveats">What the figures are not free of.</param>
public sealed record RunEstimate(
    EstimateKind Kind,
    Selection? Selection,
    ImmutableArray<FoldIndex> Folds,
    ImmutableArray<(FoldIndex Fold, string Reason)> Missing,
    int Positives,
    int Negatives,
    ImageLevelFigures Figures,
    int Pairs,
    int SkippedPairs,
    int EqualWeightPairs,
    EstimateCaveats Caveats)
{
    /// <summary>Why a fold of a run that an earlier version began has no figures.</summary>
    private const string Earlier = "merged by an earlier version";

    /// <summary>Every kind and selection, in the order in which they are shown: leave-pair-out, the documented rule, the last epoch.</summary>
    /// <param name="folds">The merged folds, in any order.</param>
    /// <returns>Empty where no fold has an estimate: of an autoencoder, or merged by an earlier version.</returns>
    public static ImmutableArray<RunEstimate> All(IEnumerable<FoldSummary> folds)
    {
        ImmutableArray<FoldSummary> merged = [.. folds.OrderBy(fold => fold.Fold)];
        return merged.FirstOrDefault(fold => fold.Estimate is not null) is { } first
            ? [.. first.Estimate!.Figures.Select(figures => Of(figures.Kind, figures.Selection, merged))]
            : [];
    }

    /// <summary>
    /// The mean over folds. Its variance is twice that of independent folds: these share the people that they learn from, and for a learner that weighs people
    /// by their likeness the share of it that is common to all folds is as large as the other, however many folds there are. For proportions that is the same
    /// as half the people.
    /// </summary>
    /// <param name="kind">How the figures came about.</param>
    /// <param name="selection">How epochs were chosen; null where none was.</param>
    /// <param name="folds">The folds, ascending; at least one.</param>
    public static RunEstimate Of(EstimateKind kind, Selection? selection, ImmutableArray<FoldSummary> folds)
    {
        ImmutableArray<(FoldIndex Fold, FoldEstimate? Estimate, FoldFigures Figures)> all = [.. folds.Select(fold => (
            fold.Fold,
            fold.Estimate,
            fold.Estimate?.Figures.FirstOrDefault(figures => figures.Kind == kind && figures.Selection == selection) ?? FoldFigures.None(kind, selection, Earlier)))];
        ImmutableArray<(FoldIndex Fold, FoldEstimate? Estimate, FoldFigures Figures)> known = [.. all.Where(fold => fold.Figures.Missing is null)];
        var (positives, negatives) = (known.Sum(fold => fold.Estimate!.Positives), known.Sum(fold => fold.Estimate!.Negatives));
        var figures = known.IsEmpty
            ? ImageLevelFigures.None
            : ImageLevelFigures.Mean([.. known.Select(fold => new SetFigures(
                fold.Figures.Auc, fold.Figures.AucVariance, fold.Figures.Sensitivity, fold.Figures.Specificity, fold.Estimate!.Positives, fold.Estimate.Negatives, fold.Figures.Probabilities))]);
        return new RunEstimate(
            kind,
            selection,
            [.. known.Select(fold => fold.Fold)],
            [.. all.Where(fold => fold.Figures.Missing is not null).Select(fold => (fold.Fold, fold.Figures.Missing!))],
            positives,
            negatives,
            figures,
            all.Sum(fold => fold.Figures.Pairs),
            all.Sum(fold => fold.Figures.SkippedPairs),
            all.Sum(fold => fold.Figures.EqualWeightPairs),
            all.Aggregate(EstimateCaveats.None, (caveats, fold) => caveats | (fold.Estimate?.Caveats ?? EstimateCaveats.None)));
    }
}
