using System.Collections.Immutable;
using SliceActors.Runs.Specs;

namespace SliceActors.Studies.Prediction;

/// <summary>Which trained networks are to be applied to which images.</summary>
public sealed record PredictionRequest
{
    /// <summary>Result folder of a training, ours or ClinicaDL's, as typed.</summary>
    public required string ResultDirectory { get; init; }

    /// <summary>CAPS root of the new images, as typed.</summary>
    public required string CapsDirectory { get; init; }

    /// <summary>Table of sessions, or folder of <c>LABEL_baseline.tsv</c>, as typed.</summary>
    public required string TsvPath { get; init; }

    /// <summary>Begins the names of the tables.</summary>
    public required string Prefix { get; init; }

    /// <summary>Whether <see cref="CapsDirectory"/> and <see cref="TsvPath"/> are tables that name several cohorts.</summary>
    public bool MultiCohort { get; init; }

    /// <summary>Whether slices are read from the files of an extraction instead of being cut from volumes.</summary>
    public bool UseExtractedSlices { get; init; }

    /// <summary>Whether the labels of the images are known.</summary>
    public bool Labelled { get; init; } = true;

    /// <summary>Which of the best models are applied.</summary>
    public required ImmutableArray<Selection> Selections { get; init; }

    /// <summary>By whom the slices of the votes are weighed.</summary>
    public Weighing Weighing { get; init; }

    /// <summary>Labels to load; empty = those of the training.</summary>
    public ImmutableArray<string> Diagnoses { get; init; } = [];

    /// <summary>Classes of labels in addition to those of the training.</summary>
    public ImmutableSortedDictionary<string, int> LabelCode { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>Whether tables will be written; without, the prefix may be in use.</summary>
    public bool WritesTables { get; init; } = true;

    /// <summary>Replace tables of the same prefix.</summary>
    public bool Overwrite { get; init; }
}
