using System.Collections.Immutable;

namespace SliceActors.Actors.Hosting.Joining;

/// <summary>All that a seed goes by.</summary>
/// <param name="Generation">The present generation: how often a cluster was founded.</param>
/// <param name="Own">Its own row.</param>
/// <param name="Others">The rows of all other seeds.</param>
/// <param name="Standing">Where its actor system stands.</param>
/// <param name="Unbroken">For how long its own heartbeats have reached the database without a gap.</param>
internal sealed record JoinSituation(long Generation, SeedRow Own, ImmutableArray<SeedRow> Others, SeatStanding Standing, TimeSpan Unbroken);
