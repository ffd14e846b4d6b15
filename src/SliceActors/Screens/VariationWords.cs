using System.Globalization;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Queries;
using SliceActors.Runs.Specs;

namespace SliceActors.Screens;

/// <summary>Permutations and repeats, in words.</summary>
internal static class VariationWords
{
    /// <summary>How far they are; null for a fold of the study.</summary>
    public static string? Of(FoldProgress folds) => folds.Kind is not { } kind ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"{(kind == VariationKind.Permutation ? "permutations" : "repeats")}: {folds.Done} of {folds.Planned} done ({folds.Completed} of {folds.Waiting + folds.Running + folds.Completed + folds.Failed} networks)");

    /// <summary>What a study has of them, for the middle of a sentence; empty when it has none.</summary>
    public static string Of(RunSpec spec) =>
        (spec.Permutations > 0 ? $"{Count.Of(spec.Permutations, "permutation")}, " : string.Empty) + (spec.Repeats > 0 ? $"{Count.Of(spec.Repeats, "repeat")}, " : string.Empty);
}
