using System.Collections.Immutable;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using SliceActors.Runs.Outcomes;

namespace SliceActors.Actors.Messages;

/// <summary>What a supervisor and the vote aggregator of a fold say to each other; they live on the same node.</summary>
internal static class FoldMessages
{
    /// <summary>Keep these predictions. Answered with <see cref="PredictionsStored"/>.</summary>
    internal sealed record RecordPredictions(UnitAttempt Unit, UnitOutcome Outcome);

    /// <summary>The predictions are in the journal of the fold.</summary>
    internal sealed record PredictionsStored(UnitAttempt Unit, UnitOutcome Outcome);

    /// <summary>All units of the fold are settled: merge what there is and write the tables. Answered with <see cref="VoteDone"/> or <see cref="VoteBroken"/>.</summary>
    /// <param name="Completed">Units whose outcomes take part.</param>
    internal sealed record MergeVote(ImmutableArray<UnitId> Completed);

    /// <summary>The tables of the fold are durable.</summary>
    internal sealed record VoteDone(FoldSummary Summary);

    /// <summary>The tables could not be written.</summary>
    internal sealed record VoteBroken(FoldIndex Fold, string Reason, ExitCode Cause);

    /// <summary>The summary of all folds is durable; the supervisor's word to itself.</summary>
    /// <param name="Last">The fold that was merged last.</param>
    internal sealed record SummaryWritten(FoldSummary Last);
}
