using System.Collections.Immutable;
using SliceActors.Runs.Specs;

namespace SliceActors.Studies.Comparisons;

/// <summary>Results that are to be compared.</summary>
/// <param name="Results">Folders of trainings, or tables of image-level predictions, as typed; two or more.</param>
/// <param name="Group">Prefix of the predictions that are compared; null for the validation sets of folders.</param>
/// <param name="Selection">Which of the best models of folders.</param>
public sealed record ComparisonRequest(ImmutableArray<string> Results, string? Group, Selection Selection);
