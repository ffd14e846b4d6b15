using System.Collections.Immutable;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;

namespace SliceActors.Actors.Messages;

/// <summary>What a supervisor and the vote aggregator of a fold say to each other; they live on the same node.</summary>
internal static class FoldMessages
{
    /// <summary>
    /// All units of the fold are settled and published: merge what there is and write the tables. Answered with <see cref="VoteDone"/> or
    /// <see cref="VoteBroken"/>.
    /// </summary>
    /// <param name="Completed">What takes part.</param>
    internal sealed record MergeVote(ImmutableArray<UnitOutcome> Completed);

    /// <summary>The tables of the fold are durable.</summary>
    internal sealed record VoteDone(FoldSummary Summary);

    /// <summary>The tables could not be written.</summary>
    internal sealed record VoteBroken(FoldIndex Fold, string Reason, TroubleKind Cause);

    /// <summary>The summary of all folds is durable; the supervisor's word to itself.</summary>
    /// <param name="Last">The fold that was merged last.</param>
    internal sealed record SummaryWritten(FoldSummary Last);

    /// <summary>What these units made lies in the result tree; the supervisor's word to itself.</summary>
    internal sealed record UnitsPublished(ImmutableArray<UnitId> Units);

    /// <summary>It could not be moved there.</summary>
    internal sealed record PublishingBroken(ImmutableArray<UnitId> Units, string Reason);
}
