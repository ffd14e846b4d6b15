using SliceActors.Runs.Events;
using SliceActors.Runs.Outcomes;
using static SliceActors.Runs.Events.FoldEvents;

namespace SliceActors.Runs.States;

/// <summary>What the vote of a fold knows: the last merged vote and what it was made of. A merged vote is a pure function of the set of outcomes.</summary>
public sealed record FoldState
{
    /// <summary>Nothing merged yet.</summary>
    public static readonly FoldState Empty = new();

    /// <summary>The last merged vote; null before.</summary>
    public VoteMerged? Merged { get; private init; }

    /// <summary>What came of merging just these outcomes, if that was done already; else null.</summary>
    public FoldSummary? MergedOf(IEnumerable<UnitOutcome> outcomes) =>
        Merged is { } merged && merged.Outcomes.ToHashSet().SetEquals(outcomes.Select(OutcomeKey.Of)) ? merged.Summary : null;

    /// <summary>The state after an event.</summary>
    public FoldState Apply(IFoldEvent happened) => happened switch
    {
        PredictionsRecorded => this with { Merged = null },
        VoteMerged merged => this with { Merged = merged },
        _ => throw new ArgumentException($"{happened.GetType().Name} is not an event of a fold.", nameof(happened)),
    };
}
