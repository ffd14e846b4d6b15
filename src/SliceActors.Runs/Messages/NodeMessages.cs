using System.Collections.Immutable;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Outcomes;

namespace SliceActors.Runs.Messages;

/// <summary>What the registry, supervisors and nodes say to each other.</summary>
public static class NodeMessages
{
    /// <summary>Node → registry: this node can train; sent at the start, whenever a slot changes hands, and from time to time.</summary>
    /// <param name="Node">Name of the node.</param>
    /// <param name="Slots">Its slots; none when it takes no more units.</param>
    /// <param name="Answers">The question that it answers; 0 when it was not asked.</param>
    public sealed record NodeHello(string Node, ImmutableArray<SlotReport> Slots, long Answers = 0) : IWireMessage
    {
        /// <summary>What has left its slot, but has reports that are not answered.</summary>
        public ImmutableArray<UnitAttempt> Unanswered { get; init; } = [];

        /// <summary>What decides the bytes that it computes; null when it is not known.</summary>
        public Numerics? Numerics { get; init; }

        /// <summary>Whether it takes no more units, though those in its slots go on.</summary>
        public bool IsDraining { get; init; }

        /// <summary>Whether it can check what clients submit.</summary>
        public bool HasDesk { get; init; }
    }

    /// <summary>Registry → node: what is in training there now? Answered with <see cref="NodeHello"/>.</summary>
    /// <param name="Question">Number of the question: a hello that was underway already is no answer to it.</param>
    public sealed record AskHello(long Question) : IWireMessage;

    /// <summary>
    /// Supervisor → node: train this unit. The study is not part of it: a node reads it once, from the folder of the run.
    /// </summary>
    /// <param name="Unit">The assignment.</param>
    /// <param name="Slot">The slot of the node that it goes into.</param>
    /// <param name="Study">Digest of the study, which the folder has to hold.</param>
    /// <param name="Folder">Absolute path of the folder of the run.</param>
    /// <param name="Checkpoints">Where the unit may be taken up, ascending; the newest that is whole counts.</param>
    public sealed record TrainUnit(UnitAttempt Unit, int Slot, string Study, string Folder, ImmutableArray<Checkpoint> Checkpoints) : IWireMessage;

    /// <summary>Node → supervisor: the slot was not free after all; the unit was not started.</summary>
    /// <param name="Unit">The assignment.</param>
    public sealed record SlotTaken(UnitAttempt Unit) : IWireMessage;

    /// <summary>Supervisor → node: stop everything of this run within a batch. Answered with <see cref="UnitsStopped"/>.</summary>
    /// <param name="Run">Id of the run.</param>
    public sealed record StopUnits(RunId Run) : IWireMessage;

    /// <summary>Node → supervisor: nothing of this run is in training here any more.</summary>
    /// <param name="Run">Id of the run.</param>
    public sealed record UnitsStopped(RunId Run) : IWireMessage;
}
