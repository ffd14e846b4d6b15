using System.Collections.Immutable;
using SliceActors.Runs.Specs;

namespace SliceActors.Studies.Exports;

/// <summary>What of a study is to be taken away.</summary>
public sealed record ExportRequest
{
    /// <summary>Result folder of a training, as typed.</summary>
    public required string ResultDirectory { get; init; }

    /// <summary>The folder that is made, as typed.</summary>
    public required string Target { get; init; }

    /// <summary>Which of the best models are taken.</summary>
    public required ImmutableArray<Selection> Selections { get; init; }

    /// <summary>Write the networks in ONNX's format, too.</summary>
    public bool Onnx { get; init; }
}
