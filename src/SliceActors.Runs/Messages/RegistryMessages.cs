using System.Collections.Immutable;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Queries;

namespace SliceActors.Runs.Messages;

/// <summary>What clients say to the registry of runs, and its answers.</summary>
public static class RegistryMessages
{
    /// <summary>Start this run; the same submission twice is the same run. Answered with <see cref="RunAccepted"/> or <see cref="Refused"/>.</summary>
    /// <param name="Submission">The run.</param>
    public sealed record OpenRun(RunCommands.SubmitRun Submission) : IWireMessage;

    /// <summary>
    /// Let this run go on, taken further where the submission has more epochs or folds; start it if it was interrupted before the journal knew of it. Answered with <see cref="RunAccepted"/> or <see cref="Refused"/>.
    /// </summary>
    /// <param name="Submission">The run, as it was submitted or as it shall be.</param>
    /// <param name="RetryFailed">Try failed units again.</param>
    public sealed record GoOnWithRun(RunCommands.SubmitRun Submission, bool RetryFailed) : IWireMessage;

    /// <summary>Stop this run so that it can be resumed. Answered, once nothing runs any more, with <see cref="RunAccepted"/>, or <see cref="Refused"/>.</summary>
    /// <param name="Run">Id of the run.</param>
    public sealed record StopRun(RunId Run) : IWireMessage;

    /// <summary>Where does this run stand? Answered with <see cref="RunStands"/> or <see cref="Refused"/>.</summary>
    /// <param name="Run">Id of the run.</param>
    public sealed record GetRun(RunId Run) : IWireMessage;

    /// <summary>Which runs are there? Answered with <see cref="RunList"/>.</summary>
    public sealed record GetRuns : IWireMessage;

    /// <summary>The wish is granted.</summary>
    /// <param name="Run">Id of the run.</param>
    /// <param name="Known">It was granted before; nothing was done again.</param>
    public sealed record RunAccepted(RunId Run, bool Known) : IWireMessage;

    /// <summary>The wish is refused.</summary>
    /// <param name="Reason">Why, as a sentence.</param>
    public sealed record Refused(string Reason) : IWireMessage;

    /// <summary>The run cannot be worked at: its journal failed, again and again. Not stored; the run can be resumed once the reason is gone.</summary>
    /// <param name="Run">Id of the run.</param>
    /// <param name="Reason">Why, as a sentence.</param>
    /// <param name="Kind">What kind of trouble it is.</param>
    public sealed record RunTroubled(RunId Run, string Reason, TroubleKind Kind) : IWireMessage;

    /// <summary>Where a run stands.</summary>
    /// <param name="View">Its state.</param>
    public sealed record RunStands(RunView View) : IWireMessage;

    /// <summary>All runs of this registry.</summary>
    /// <param name="Runs">In the order in which they were opened.</param>
    public sealed record RunList(ImmutableArray<RunEntry> Runs) : IWireMessage;

    /// <summary>A run of a registry.</summary>
    /// <param name="Run">Its id.</param>
    /// <param name="Folder">Absolute path of its folder as it was when it was opened; empty in the journal of that folder.</param>
    /// <param name="IsOpen">Whether it is worked at.</param>
    public sealed record RunEntry(RunId Run, string Folder, bool IsOpen);
}
