using SliceActors.Runs.Ids;

namespace SliceActors.Runs.Outcomes;

/// <summary>A checkpoint that the journal knows: the place where a unit may be taken up.</summary>
/// <param name="Attempt">The assignment that wrote it, into a folder of its own.</param>
/// <param name="Epoch">The epoch that it ends, 0-based.</param>
/// <param name="Digest">Stands for the whole checkpoint.</param>
public sealed record Checkpoint(Attempt Attempt, int Epoch, FileDigest Digest);
