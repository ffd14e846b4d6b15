using System.Collections.Immutable;
using SliceActors.Runs.Events;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;
using SliceActors.Runs.States;

namespace SliceActors.Runs.Queries;

/// <summary>Where a run stands, as a person wants to see it.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="Phase">Where it stands.</param>
/// <param name="OutputDirectory">Absolute path of the output folder.</param>
/// <param name="EpochsDone">Epochs finished so far; units that stopped early count as all their epochs.</param>
/// <param name="EpochsPlanned">Epochs of all units together.</param>
/// <param name="Folds">Counts per fold.</param>
/// <param name="Running">Units in the hands of a node.</param>
/// <param name="Failures">Units that failed.</param>
/// <param name="Merged">Folds whose tables are written.</param>
/// <param name="Failure">Why the run failed; null otherwise.</param>
/// <param name="DroppedReports">Reports of older attempts that were dropped since the supervisor started.</param>
public sealed record RunView(
    RunId Run,
    RunPhase Phase,
    string OutputDirectory,
    int EpochsDone,
    int EpochsPlanned,
    ImmutableArray<FoldProgress> Folds,
    ImmutableArray<RunningUnit> Running,
    ImmutableArray<UnitFailure> Failures,
    ImmutableArray<FoldSummary> Merged,
    RunEvents.RunFailed? Failure,
    int DroppedReports)
{
    /// <summary>The finished autoencoders, fold after fold; empty for classifiers.</summary>
    public ImmutableArray<FoldReconstruction> Reconstructions { get; init; } = [];

    /// <summary>What kind of networks are trained.</summary>
    public required NetworkType NetworkType { get; init; }

    /// <summary>The network: a built-in one, one of a plugin, or a file.</summary>
    public required string Architecture { get; init; }

    /// <summary>Most epochs of a network.</summary>
    public required int Epochs { get; init; }

    /// <summary>Position of the slice of each fold's first network, the others follow; null where a network sees all slices.</summary>
    public int? FirstSlice { get; init; }

    /// <summary>Why a finished run of a cluster has no report, as a sentence; null when nothing is known to be in its way.</summary>
    public string? ReportMissing { get; init; }

    /// <summary>Whether everything is done that can be done.</summary>
    public bool IsFinished => Phase is RunPhase.Completed or RunPhase.CompletedWithFailedUnits;

    /// <summary>Whether nothing more will happen unless a person resumes the run.</summary>
    public bool IsOver => IsFinished || Phase is RunPhase.Failed or RunPhase.Cancelled;
}
