using System.Collections.Immutable;
using SliceActors.Runs.Events;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using static SliceActors.Runs.Events.FoldEvents;

namespace SliceActors.Runs.States;

/// <summary>What the vote of a fold knows: the outcomes of its finished units. The merged vote is a pure function of their set.</summary>
public sealed record FoldState
{
    /// <summary>Nothing recorded yet.</summary>
    public static readonly FoldState Empty = new();

    /// <summary>Outcomes by unit.</summary>
    public ImmutableSortedDictionary<UnitId, UnitOutcome> Outcomes { get; private init; } = ImmutableSortedDictionary<UnitId, UnitOutcome>.Empty;

    /// <summary>The last merged vote, if it was made of all the outcomes known now; else null.</summary>
    public FoldSummary? Merged { get; private init; }

    /// <summary>Keeps the predictions of a unit; what is known already is not stored again.</summary>
    public Decision<IFoldEvent> DecideRecord(UnitOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return Outcomes.TryGetValue(outcome.Unit, out var known) && AreSame(known, outcome)
            ? Decision<IFoldEvent>.Repeated()
            : Decision<IFoldEvent>.Accept(new PredictionsRecorded(outcome));
    }

    /// <summary>The state after an event.</summary>
    public FoldState Apply(IFoldEvent happened) => happened switch
    {
        PredictionsRecorded recorded => this with { Outcomes = Outcomes.SetItem(recorded.Outcome.Unit, recorded.Outcome), Merged = null },
        VoteMerged merged => this with { Merged = merged.Summary },
        _ => throw new ArgumentException($"{happened.GetType().Name} is not an event of a fold.", nameof(happened)),
    };

    // Model files hold weights and figures of the chosen epochs, and predictions follow from the weights: equal files, equal outcomes.
    private static bool AreSame(UnitOutcome one, UnitOutcome other) =>
        one.EpochsTrained == other.EpochsTrained
        && one.Selections.Select(selection => (selection.Selection, selection.Epoch, selection.Model))
            .SequenceEqual(other.Selections.Select(selection => (selection.Selection, selection.Epoch, selection.Model)));
}
