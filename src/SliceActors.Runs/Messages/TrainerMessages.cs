using SliceActors.Runs.Errors;
using SliceActors.Runs.Outcomes;

namespace SliceActors.Runs.Messages;

/// <summary>What a trainer reports to the supervisor of its run, and the answers.</summary>
public static class TrainerMessages
{
    /// <summary>An epoch is finished and its checkpoint durable. Answered with <see cref="EpochRecorded"/>.</summary>
    /// <param name="Unit">The assignment.</param>
    /// <param name="Report">Figures and checkpoint.</param>
    public sealed record EpochFinished(UnitAttempt Unit, EpochReport Report) : IWireMessage;

    /// <summary>The journal has the epoch.</summary>
    /// <param name="Unit">The assignment.</param>
    /// <param name="Epoch">The epoch.</param>
    public sealed record EpochRecorded(UnitAttempt Unit, int Epoch) : IWireMessage;

    /// <summary>A sign of progress inside an epoch; not stored, not answered.</summary>
    /// <param name="Unit">The assignment.</param>
    /// <param name="Epoch">The epoch.</param>
    /// <param name="Batch">Batches done.</param>
    /// <param name="Batches">Batches of the epoch.</param>
    public sealed record BatchFinished(UnitAttempt Unit, int Epoch, int Batch, int Batches) : IWireMessage;

    /// <summary>The unit is finished, its files are durable. Answered with <see cref="UnitSettled"/> once its end is in the journal.</summary>
    /// <param name="Unit">The assignment.</param>
    /// <param name="Outcome">What it hands over.</param>
    public sealed record UnitFinished(UnitAttempt Unit, UnitOutcome Outcome) : IWireMessage;

    /// <summary>The unit cannot be trained, on no node. Answered with <see cref="UnitSettled"/>.</summary>
    /// <param name="Unit">The assignment.</param>
    /// <param name="Reason">A sentence a person can read.</param>
    /// <param name="Cause">Whether another try could end otherwise.</param>
    public sealed record UnitBroken(UnitAttempt Unit, string Reason, FailureCause Cause) : IWireMessage;

    /// <summary>This node cannot train the unit, nor any other of the run; another node may. Answered with <see cref="UnitSettled"/>.</summary>
    /// <param name="Unit">The assignment.</param>
    /// <param name="Reason">A sentence a person can read.</param>
    /// <param name="Cause">What kind of trouble the node has.</param>
    public sealed record UnitDeclined(UnitAttempt Unit, string Reason, TroubleKind Cause) : IWireMessage;

    /// <summary>The unit was stopped on request before its end; not answered.</summary>
    /// <param name="Unit">The assignment.</param>
    public sealed record UnitStopped(UnitAttempt Unit) : IWireMessage;

    /// <summary>Nothing more is wanted of this assignment: it is settled, the run does not go on, or another assignment took its place.</summary>
    /// <param name="Unit">The assignment.</param>
    /// <param name="IsLeftOver">Another assignment has finished the unit: what lies in the folder of this one is of no use to anybody.</param>
    public sealed record UnitSettled(UnitAttempt Unit, bool IsLeftOver) : IWireMessage;
}
