using System.Collections.Immutable;
using SliceActors.Learning.Explanations;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Prediction;

namespace SliceActors.Studies.Explanations;

/// <summary>Which networks are explained on whom, and how.</summary>
public sealed record ExplanationRequest
{
    /// <summary>Result folder of a training, as typed.</summary>
    public required string ResultDirectory { get; init; }

    /// <summary>The method.</summary>
    public required ExplanationSettings Settings { get; init; }

    /// <summary>Which of the best models are explained.</summary>
    public required ImmutableArray<Selection> Selections { get; init; }

    /// <summary>Other images than those of the study, as <c>predict</c> takes them, the prefix naming their folder; null for the validation sets.</summary>
    public PredictionRequest? Others { get; init; }

    /// <summary>Column of the tables of sessions whose values make the groups; null for the classes.</summary>
    public string? GroupBy { get; init; }

    /// <summary>Whose images are explained; empty = everybody of the validation sets, or of the table of other images.</summary>
    public ImmutableArray<string> Participants { get; init; } = [];

    /// <summary>Replace maps of the same method and selection.</summary>
    public bool Overwrite { get; init; }
}
