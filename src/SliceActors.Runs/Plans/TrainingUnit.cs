using SliceActors.Runs.Ids;

namespace SliceActors.Runs.Plans;

/// <summary>The smallest thing that is trained, resumed, moved or retried: one network of one fold.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Slices">The slice positions it sees: one for <c>multicnn</c>, all for <c>cnn</c> and <c>autoencoder</c>.</param>
public sealed record TrainingUnit(UnitId Id, SliceRange Slices);
