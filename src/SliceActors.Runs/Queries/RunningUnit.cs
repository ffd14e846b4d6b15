using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;

namespace SliceActors.Runs.Queries;

/// <summary>A unit that is being trained.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Node">Name of the node.</param>
/// <param name="EpochsDone">Epochs with durable checkpoints.</param>
/// <param name="Last">The last of them; null before the first.</param>
/// <param name="Batch">Batches done in the current epoch.</param>
/// <param name="Batches">Batches of an epoch; 0 when not yet known.</param>
public sealed record RunningUnit(UnitId Unit, string Node, int EpochsDone, EpochReport? Last, int Batch, int Batches);
