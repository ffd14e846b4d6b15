using System.Collections.Immutable;
using SliceActors.Learning.Explanations;
using SliceActors.Runs.Specs;

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

    /// <summary>Whose images are explained; empty = everybody of the validation sets.</summary>
    public ImmutableArray<string> Participants { get; init; } = [];

    /// <summary>Replace maps of the same method and selection.</summary>
    public bool Overwrite { get; init; }
}
