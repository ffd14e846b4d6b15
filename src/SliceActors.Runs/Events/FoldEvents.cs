using SliceActors.Runs.Outcomes;

namespace SliceActors.Runs.Events;

/// <summary>The events of a fold's vote.</summary>
public static class FoldEvents
{
    /// <summary>The predictions of a unit are kept.</summary>
    /// <param name="Outcome">Everything the unit handed over.</param>
    public sealed record PredictionsRecorded(UnitOutcome Outcome) : IFoldEvent;

    /// <summary>The vote is merged and the tables are durable.</summary>
    /// <param name="Summary">Image-level figures.</param>
    public sealed record VoteMerged(FoldSummary Summary) : IFoldEvent;
}
