using System.Collections.Immutable;
using SliceActors.Runs.Events;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.States;

namespace SliceActors.Studies.Journals;

/// <summary>What the journal of a run says, and when it was said.</summary>
/// <param name="State">The state that the events add up to.</param>
/// <param name="Started">When the run was submitted; null when the journal does not know it, as of one that a cluster gave back.</param>
/// <param name="EpochTimes">When the epochs were stored since the run began or last went on, ascending; without those whose time is not known.</param>
public sealed record RunJournal(RunState State, DateTime? Started, ImmutableList<DateTime> EpochTimes)
{
    /// <summary>A journal without events.</summary>
    public static readonly RunJournal Empty = new(RunState.Empty, null, []);

    /// <summary>Predictions that version 0.1.0 kept in the journals of the folds, by unit; empty unless every event was read.</summary>
    public ImmutableDictionary<UnitId, UnitPredictions> Predictions { get; init; } = ImmutableDictionary<UnitId, UnitPredictions>.Empty;

    /// <summary>Whether the run has begun.</summary>
    public bool HasBegun { get; init; }

    internal RunJournal Apply(IRunEvent happened, DateTimeOffset? when) => this with
    {
        State = State.Apply(happened),
        Started = HasBegun ? Started : when?.UtcDateTime,
        HasBegun = true,
        EpochTimes = happened switch
        {
            RunEvents.EpochCompleted when when is { } known => EpochTimes.Add(known.UtcDateTime),
            RunEvents.RunResumed => [],
            _ => EpochTimes,
        },
    };
}
