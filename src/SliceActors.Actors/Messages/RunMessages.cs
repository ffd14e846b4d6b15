using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;

namespace SliceActors.Actors.Messages;

/// <summary>What a supervisor tells the registry that it lives under.</summary>
internal static class RunMessages
{
    /// <summary>The run is over, stopped or failed, and its journal says so: nobody has to work at it any more.</summary>
    internal sealed record RunEnded(RunId Run);

    /// <summary>The supervisor stops because of this; it may be started again.</summary>
    internal sealed record SupervisorTroubled(RunId Run, string Reason, TroubleKind Kind);
}
