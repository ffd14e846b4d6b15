using System.Collections.Immutable;
using Akka.Actor;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using SliceActors.Runs.Outcomes;

namespace SliceActors.Actors.Messages;

/// <summary>What a supervisor and the vote aggregator of a fold say to each other; they live on the same node.</summary>
internal static class FoldMessages
{
    /// <summary>
    /// All units of the fold are settled and published: merge what there is and have the tables written. Answered with <see cref="VoteDone"/> or
    /// <see cref="VoteBroken"/>; may be asked again, of another writer, before it is.
    /// </summary>
    /// <param name="Completed">What takes part.</param>
    /// <param name="Writer">The node that writes.</param>
    internal sealed record MergeVote(ImmutableArray<UnitOutcome> Completed, IActorRef Writer);

    /// <summary>The tables of the fold are durable.</summary>
    internal sealed record VoteDone(FoldSummary Summary);

    /// <summary>The tables could not be written by a node.</summary>
    internal sealed record VoteBroken(FoldIndex Fold, ResultMessages.WritingBroken Trouble);
}
