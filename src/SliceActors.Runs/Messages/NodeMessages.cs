using System.Collections.Immutable;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Runs.Messages;

/// <summary>What supervisors and nodes say to each other.</summary>
public static class NodeMessages
{
    /// <summary>Node → registry → supervisors: this node can train; sent at the start, whenever a slot becomes free, and from time to time.</summary>
    /// <param name="Node">Name of the node.</param>
    /// <param name="Free">Slots free now.</param>
    /// <param name="Total">Slots of the node.</param>
    public sealed record SlotsOffered(string Node, int Free, int Total) : IWireMessage;

    /// <summary>Supervisor → node: train this unit.</summary>
    /// <param name="Unit">The assignment.</param>
    /// <param name="Spec">The study.</param>
    /// <param name="Work">The unit with its slices.</param>
    /// <param name="Fold">The sets of its fold.</param>
    /// <param name="Data">The images of the study.</param>
    /// <param name="OutputDirectory">Absolute path of the output folder.</param>
    /// <param name="History">Epochs that the journal knows, ascending.</param>
    public sealed record TrainUnit(
        UnitAttempt Unit,
        RunSpec Spec,
        TrainingUnit Work,
        FoldPlan Fold,
        StudyData Data,
        string OutputDirectory,
        ImmutableArray<EpochReport> History) : IWireMessage;

    /// <summary>Node → supervisor: no slot was free after all; the unit was not started.</summary>
    /// <param name="Unit">The assignment.</param>
    public sealed record SlotTaken(UnitAttempt Unit) : IWireMessage;

    /// <summary>Supervisor → node: stop everything of this run within a batch. Answered with <see cref="UnitsStopped"/>.</summary>
    /// <param name="Run">Id of the run.</param>
    public sealed record StopUnits(RunId Run) : IWireMessage;

    /// <summary>Node → supervisor: nothing of this run is in training here any more.</summary>
    /// <param name="Run">Id of the run.</param>
    public sealed record UnitsStopped(RunId Run) : IWireMessage;

    /// <summary>Supervisor → node: remove what these settled units left behind if they were interrupted while tidying up.</summary>
    /// <param name="OutputDirectory">Absolute path of the output folder.</param>
    /// <param name="Units">Completed units.</param>
    public sealed record TidyUnits(string OutputDirectory, ImmutableArray<UnitId> Units) : IWireMessage;
}
