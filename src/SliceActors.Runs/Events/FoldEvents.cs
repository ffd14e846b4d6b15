using System.Collections.Immutable;
using SliceActors.Runs.Outcomes;

namespace SliceActors.Runs.Events;

/// <summary>The events of a fold's vote.</summary>
public static class FoldEvents
{
    /// <summary>The predictions of a unit are kept. Version 0.1.0 wrote it; predictions have a file of their own since.</summary>
    /// <param name="Predictions">Predictions of its best epochs.</param>
    public sealed record PredictionsRecorded(UnitPredictions Predictions) : IFoldEvent;

    /// <summary>The vote is merged and the tables are durable.</summary>
    /// <param name="Summary">Image-level figures.</param>
    /// <param name="Outcomes">What took part; empty in journals of version 0.1.0.</param>
    public sealed record VoteMerged(FoldSummary Summary, ImmutableArray<OutcomeKey> Outcomes) : IFoldEvent;
}
