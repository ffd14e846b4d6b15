using System.Collections.Immutable;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Messages;

namespace SliceActors.Actors.Messages;

/// <summary>What a supervisor and the registry that it lives under say to each other.</summary>
internal static class RunMessages
{
    /// <summary>Supervisor → registry: the run is over, stopped or failed, and its journal says so: nobody has to work at it any more.</summary>
    /// <param name="Run">Id of the run.</param>
    /// <param name="Stay">The stay that ended: said twice, it must not end the next one. Null in the journal of a folder.</param>
    internal sealed record RunEnded(RunId Run, string? Stay = null);

    /// <summary>Supervisor → registry: it stops because of this; it may be started again.</summary>
    internal sealed record SupervisorTroubled(RunId Run, string Reason, TroubleKind Kind);

    /// <summary>
    /// Supervisor → registry: it has just recovered, and knows of no node and of no slot that was given to the one before it. Answered with
    /// <see cref="NodeBegan"/> for each node, once it was asked.
    /// </summary>
    internal sealed record SupervisorBegan(RunId Run);

    /// <summary>Supervisor → registry: how many slots the run could use at this moment. The last word counts.</summary>
    /// <param name="Run">The run.</param>
    /// <param name="Count">Units that wait.</param>
    /// <param name="Avoided">Nodes that cannot train its units, and why.</param>
    internal sealed record SlotsWanted(RunId Run, int Count, ImmutableDictionary<string, string> Avoided);

    /// <summary>Registry → supervisor, in the name of the node's agent: this slot is the run's, for one unit.</summary>
    /// <param name="Node">Name of the node.</param>
    /// <param name="Slot">The slot.</param>
    /// <param name="Number">Number of the grant, unlike that of any other one.</param>
    internal sealed record SlotGranted(string Node, int Slot, long Number);

    /// <summary>Supervisor → registry: the run has no use for the slot, or the node had none after all. Said a second time, it says nothing of a later grant.</summary>
    /// <param name="Run">Id of the run.</param>
    /// <param name="Slot">The slot, as it was granted.</param>
    internal sealed record SlotReturned(RunId Run, SlotGranted Slot);

    /// <summary>
    /// Supervisor → registry: what do these nodes have in hand? An assignment, or the word of its end, may be lost. Answered with <see cref="NodeBegan"/> for each node,
    /// once it was asked.
    /// </summary>
    internal sealed record GetInHand(RunId Run, ImmutableHashSet<string> Nodes);

    /// <summary>Registry → supervisors, in the name of the node's agent: a node is there, and says what it has in hand.</summary>
    /// <param name="Node">Name of the node.</param>
    /// <param name="InHand">The run's units that are in training there, or have reports that are not answered.</param>
    /// <param name="IsNew">Whether it began anew, or was not known: what else was given to it is lost.</param>
    /// <param name="Numerics">What decides the bytes that it computes; null when it is not known.</param>
    internal sealed record NodeBegan(string Node, ImmutableHashSet<UnitAttempt> InHand, bool IsNew, Numerics? Numerics = null);

    /// <summary>Registry → supervisors: a node is gone.</summary>
    internal sealed record NodeLost(string Node);

    /// <summary>Registry → history, in the name of a client: what happened in this run?</summary>
    /// <param name="PersistenceId">Whose events they are in the journal.</param>
    /// <param name="Asked">Which of them.</param>
    internal sealed record ReadEvents(string PersistenceId, HistoryMessages.GetEvents Asked);

    /// <summary>Registry → supervisor: the run waits for slots, but each node that there is could not train its units.</summary>
    internal sealed record NoNodeLeft;
}
