using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace SliceActors.Runs.Specs;

/// <summary>Who is studied: images, labels, folds.</summary>
public sealed record DataSpec
{
    /// <summary>CAPS root, as typed.</summary>
    public required string CapsDirectory { get; init; }

    /// <summary>Pipeline that made the images.</summary>
    public required Preprocessing Preprocessing { get; init; }

    /// <summary>Root of the TSV tree made by <c>tsvtool split</c> or <c>kfold</c>, as typed.</summary>
    public required string TsvPath { get; init; }

    /// <summary>Labels to load, in this order.</summary>
    public ImmutableArray<string> Diagnoses { get; init; } = ["AD", "CN"];

    /// <summary>Class (0 or 1) of each label that is not built in, by label name; sorted.</summary>
    public ImmutableSortedDictionary<string, int> LabelCode { get; init; } = ImmutableSortedDictionary<string, int>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>Train on baseline sessions only; validation always does.</summary>
    public bool Baseline { get; init; }

    /// <summary>k of the k-fold tree; null = single split.</summary>
    public int? NSplits { get; init; }

    /// <summary>Folds to run, in this order; empty = all.</summary>
    public ImmutableArray<int> Split { get; init; } = [];

    /// <summary>The same participant may be in training and validation of a fold.</summary>
    public bool AllowLeakage { get; init; }

    /// <summary>Whether <see cref="CapsDirectory"/> and <see cref="TsvPath"/> are TSV files that name the CAPS and the trees of several cohorts.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool MultiCohort { get; init; }
}
