using System.Collections.Immutable;

namespace SliceActors.Scoring.Comparisons;

/// <summary>Two results, compared on the people that both have.</summary>
/// <param name="First">Name of the first.</param>
/// <param name="Second">Name of the second.</param>
/// <param name="Folds">Folds whose validation sets were compared; 0 for predictions of one set.</param>
/// <param name="Positives">People with a session of class 1 that both have.</param>
/// <param name="Negatives">People with a session of class 0.</param>
/// <param name="Differences">What they differ in, the most telling first.</param>
/// <param name="Notes">What a reader has to know beside it, one sentence each.</param>
public sealed record Comparison(
    string First,
    string Second,
    int Folds,
    int Positives,
    int Negatives,
    ImmutableArray<Difference> Differences,
    ImmutableArray<string> Notes);
