using System.Collections.Immutable;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;

namespace SliceActors.Runs.Outcomes;

/// <summary>What a finished training unit hands over: its best epochs, and the digests of its files.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="EpochsTrained">Number of epochs trained, early stopping included.</param>
/// <param name="Best">The chosen epoch of each selection rule, in the order of <see cref="Selection"/>.</param>
/// <param name="Predictions">Digest of the file of its predictions; null for an autoencoder, and for what version 0.1.0 trained.</param>
public sealed record UnitOutcome(UnitId Unit, int EpochsTrained, ImmutableArray<BestEpoch> Best, FileDigest? Predictions);
