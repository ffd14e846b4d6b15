using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;

namespace SliceActors.Actors.Messages;

/// <summary>Messages between the actors of one node; they never leave it.</summary>
internal static class LocalMessages
{
    /// <summary>Agent → loader, in the name of a trainer: where are the slices? The trainer is answered with <see cref="DataReady"/> or <see cref="DataUnavailable"/>.</summary>
    internal sealed record GetData;

    /// <summary>The study and its prepared slices, shared by every trainer of the node.</summary>
    internal sealed record DataReady(RunCommands.SubmitRun Submission, SharedStore Slices);

    /// <summary>Study or images cannot be used. The agent is told, too: the next unit, after a resume, gets a fresh look at the files.</summary>
    internal sealed record DataUnavailable(string Reason, TroubleKind Cause);

    /// <summary>Agent → loader: nobody uses the slices, and nobody will ask this loader for them again.</summary>
    internal sealed record ReleaseData;

    /// <summary>Training thread → trainer: there is something to report.</summary>
    internal sealed record BenchSpoke;

    /// <summary>Training thread → trainer → agent: the thread has ended; its slot is free.</summary>
    internal sealed record ThreadEnded;

    /// <summary>Agent → trainer: stop within a batch.</summary>
    internal sealed record StopTraining;

    /// <summary>Shutdown → agent: stop everything; answered with <see cref="AllStopped"/> when no training thread is left.</summary>
    internal sealed record StopAll;

    /// <summary>No training thread is left.</summary>
    internal sealed record AllStopped;
}
