using SliceActors.Runs.Ids;

namespace SliceActors.Benchmarks.Runs;

/// <summary>What is known of the training of one network.</summary>
/// <param name="Unit">The network.</param>
/// <param name="Phases">Where its time went.</param>
/// <param name="BestLoss">Lowest mean validation loss: shows that two ways of training did the same.</param>
internal sealed record UnitTrace(UnitId Unit, PhaseClock Phases, double BestLoss);
