using System.Collections.Immutable;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;

namespace SliceActors.Runs.Messages;

/// <summary>What a run has a node write into its folder, and the answers. Everything may be asked for twice, so answers say what they answer.</summary>
public static class ResultMessages
{
    /// <summary>Supervisor → node: move what settled units left in the folders of their attempts into the result tree. Answered with <see cref="UnitsPublished"/> or <see cref="WritingBroken"/>.</summary>
    /// <param name="Run">Id of the run.</param>
    /// <param name="Folder">Absolute path of its folder.</param>
    /// <param name="Units">The units.</param>
    public sealed record PublishUnits(RunId Run, string Folder, ImmutableArray<SettledUnit> Units) : IWireMessage;

    /// <summary>What these units made lies in the result tree.</summary>
    /// <param name="Run">Id of the run.</param>
    /// <param name="Units">The units, as they were asked for.</param>
    public sealed record UnitsPublished(RunId Run, ImmutableArray<SettledUnit> Units) : IWireMessage;

    /// <summary>Vote of a fold → node: merge these units and write the tables. Answered with <see cref="FoldWritten"/> or <see cref="WritingBroken"/>.</summary>
    /// <param name="Run">Id of the run.</param>
    /// <param name="Study">Digest of the study, which the folder has to hold.</param>
    /// <param name="Folder">Absolute path of the folder of the run.</param>
    /// <param name="Fold">The fold.</param>
    /// <param name="Completed">The units that take part.</param>
    public sealed record WriteFold(RunId Run, string Study, string Folder, FoldIndex Fold, ImmutableArray<UnitOutcome> Completed) : IWireMessage;

    /// <summary>The tables of a fold are durable.</summary>
    /// <param name="Run">Id of the run.</param>
    /// <param name="Summary">What they say.</param>
    /// <param name="Completed">The units that took part.</param>
    public sealed record FoldWritten(RunId Run, FoldSummary Summary, ImmutableArray<OutcomeKey> Completed) : IWireMessage;

    /// <summary>Supervisor → node: write the summary of all folds. Answered with <see cref="SummaryWritten"/> or <see cref="WritingBroken"/>.</summary>
    /// <param name="Run">Id of the run.</param>
    /// <param name="Folder">Absolute path of its folder.</param>
    /// <param name="Folds">All folds; the last one is the one that was merged last.</param>
    public sealed record WriteSummary(RunId Run, string Folder, ImmutableArray<FoldSummary> Folds) : IWireMessage;

    /// <summary>The summary of all folds is durable.</summary>
    /// <param name="Run">Id of the run.</param>
    /// <param name="Folds">What it is of: <see cref="FoldSummary.Digest"/> of the folds.</param>
    public sealed record SummaryWritten(RunId Run, string Folds) : IWireMessage;

    /// <summary>What was asked for could not be written by this node; another one may be able to.</summary>
    /// <param name="Run">Id of the run.</param>
    /// <param name="Node">Name of the node.</param>
    /// <param name="Reason">A sentence a person can read.</param>
    /// <param name="Cause">What kind of trouble it is.</param>
    public sealed record WritingBroken(RunId Run, string Node, string Reason, TroubleKind Cause) : IWireMessage;
}
