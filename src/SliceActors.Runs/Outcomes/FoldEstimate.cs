using System.Collections.Immutable;

namespace SliceActors.Runs.Outcomes;

/// <summary>What the validation set of a fold says of its vote: with everything chosen on other people, as documented, and without any choice.</summary>
/// <param name="Figures">Leave-pair-out for each selection, the documented figures for each, the last epoch: in this order.</param>
/// <param name="Positives">People with a session of class 1.</param>
/// <param name="Negatives">People with a session of class 0.</param>
/// <param name="Caveats">What the figures are not free of.</param>
public sealed record FoldEstimate(ImmutableArray<FoldFigures> Figures, int Positives, int Negatives, EstimateCaveats Caveats);
