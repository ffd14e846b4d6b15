using System.Collections.Immutable;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;

namespace SliceActors.Runs.States;

/// <summary>What the journal knows of a training unit.</summary>
/// <param name="Unit">The unit.</param>
public sealed record UnitState(TrainingUnit Unit)
{
    /// <summary>Where it stands.</summary>
    public UnitPhase Phase { get; init; }

    /// <summary>Number of its last assignment.</summary>
    public Attempt Attempt { get; init; } = Attempt.None;

    /// <summary>Node that has it while it runs; null otherwise.</summary>
    public string? Node { get; init; }

    /// <summary>Figures of the epochs that are done, ascending. A training that is taken up at a checkpoint before the last of them repeats what follows.</summary>
    public ImmutableArray<EpochReport> History { get; init; } = [];

    /// <summary>The last durable checkpoints, ascending: the newest, and the one before it, whose files go when that is in the journal.</summary>
    public ImmutableArray<Checkpoint> Checkpoints { get; init; } = [];

    /// <summary>What a completed unit handed over; null before.</summary>
    public UnitOutcome? Outcome { get; init; }

    /// <summary>Why it failed; null otherwise.</summary>
    public string? FailureReason { get; init; }

    /// <summary>Whether another try could end otherwise; of a unit that failed.</summary>
    public FailureCause FailureCause { get; init; }

    /// <summary>Whether an attempt is the one that is running.</summary>
    public bool IsInTraining(Attempt attempt) => Phase == UnitPhase.Running && Attempt == attempt;

    /// <summary>Whether nothing more will come from it.</summary>
    public bool IsSettled => Phase is UnitPhase.Completed or UnitPhase.Failed;
}
