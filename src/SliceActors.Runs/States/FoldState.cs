using System.Collections.Immutable;
using SliceActors.Runs.Events;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using static SliceActors.Runs.Events.FoldEvents;

namespace SliceActors.Runs.States;

/// <summary>What the vote of a fold knows: the last merged vote and what it was made of. A merged vote is a pure function of the set of outcomes.</summary>
public sealed record FoldState
{
    /// <summary>Nothing merged yet.</summary>
    public static readonly FoldState Empty = new();

    /// <summary>Predictions that version 0.1.0 kept in the journal, by unit.</summary>
    public ImmutableSortedDictionary<UnitId, UnitPredictions> Predictions { get; private init; } = ImmutableSortedDictionary<UnitId, UnitPredictions>.Empty;

    /// <summary>The last merged vote; null before.</summary>
    public VoteMerged? Merged { get; private init; }

    /// <summary>What came of merging just these outcomes, if that was done already; else null.</summary>
    public FoldSummary? MergedOf(IEnumerable<UnitOutcome> outcomes) =>
        Merged is { } merged && merged.Outcomes.ToHashSet().SetEquals(outcomes.Select(OutcomeKey.Of)) ? merged.Summary : null;

    /// <summary>The state after an event.</summary>
    public FoldState Apply(IFoldEvent happened) => happened switch
    {
        PredictionsRecorded recorded => this with { Predictions = Predictions.SetItem(recorded.Predictions.Unit, recorded.Predictions), Merged = null },
        VoteMerged merged => this with { Merged = merged },
        _ => throw new ArgumentException($"{happened.GetType().Name} is not an event of a fold.", nameof(happened)),
    };
}
