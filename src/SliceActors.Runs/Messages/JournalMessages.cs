using System.Collections.Immutable;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Events;
using SliceActors.Runs.Ids;

namespace SliceActors.Runs.Messages;

/// <summary>
/// How the events of a run change journals: out of its folder when a cluster takes it over, back into it when the cluster is done with it. At any moment one
/// of the two counts, and a mark in the folder says which.
/// </summary>
public static class JournalMessages
{
    /// <summary>Node → registry: the cluster takes over a run, which may have begun elsewhere. Answered, once all parts are here, with <see cref="RegistryMessages.RunAccepted"/> or <see cref="RegistryMessages.Refused"/>.</summary>
    /// <param name="Submission">The outline of the run.</param>
    /// <param name="Stay">Names its stay in the journal of the cluster.</param>
    /// <param name="RetryFailed">Try failed units again.</param>
    /// <param name="Part">A part of its history.</param>
    /// <param name="Priority">Its share of the slots, in proportion to those of others; null for the one that it had.</param>
    public sealed record TakeOverRun(RunCommands.SubmitRun Submission, string Stay, bool RetryFailed, JournalPart Part, int? Priority = null) : IWireMessage;

    /// <summary>Supervisor → node: the cluster is done with a run; write its events into its folder, whose they are from then on, and its report if it is finished. Answered, once all parts are here, with <see cref="RunHandedBack"/> or <see cref="ResultMessages.WritingBroken"/>.</summary>
    /// <param name="Run">Id of the run.</param>
    /// <param name="Study">Digest of the study, which the folder has to hold.</param>
    /// <param name="Folder">Absolute path of the folder.</param>
    /// <param name="Stay">The stay that ends: a folder that is marked for another one, or for none, is not touched.</param>
    /// <param name="Part">A part of its history.</param>
    public sealed record HandBackRun(RunId Run, string Study, string Folder, string Stay, JournalPart Part) : IWireMessage;

    /// <summary>The folder has its events, and no longer belongs to this stay.</summary>
    /// <param name="Run">Id of the run.</param>
    /// <param name="Stay">The stay that has ended.</param>
    /// <param name="ReportMissing">Why a finished run has no report, as a sentence that names the node; null when it has one, or is not finished.</param>
    public sealed record RunHandedBack(RunId Run, string Stay, string? ReportMissing = null) : IWireMessage;

    /// <summary>A part of a history, small enough for a message.</summary>
    /// <param name="Index">Number of the part, from 0.</param>
    /// <param name="Count">Number of parts.</param>
    /// <param name="Events">Its events.</param>
    public sealed record JournalPart(int Index, int Count, ImmutableArray<IRunEvent> Events);
}
