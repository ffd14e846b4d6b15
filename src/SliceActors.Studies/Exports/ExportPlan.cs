using System.Collections.Immutable;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Onnx;
using SliceActors.Runs.Commands;
using SliceActors.Studies.Results;

namespace SliceActors.Studies.Exports;

/// <summary>What a request means on its study: nothing left to guess, everything found in order.</summary>
/// <param name="Request">The request.</param>
/// <param name="Results">The result folder.</param>
/// <param name="Study">The study as it was submitted.</param>
/// <param name="Architecture">Kind of its networks.</param>
/// <param name="Networks">Those that are taken away; one that failed in training is not there.</param>
public sealed record ExportPlan(ExportRequest Request, ResultFolder Results, RunCommands.SubmitRun Study, Architecture Architecture, ImmutableArray<ExportedNetwork> Networks)
{
    /// <summary>The folder that is made, absolute.</summary>
    public string Target { get; } = Path.GetFullPath(Request.Target);

    /// <summary>Writes its networks.</summary>
    internal OnnxExport Onnx => new(Architecture, Study.Spec.NetworkType, Results.Options.Dropout);
}
