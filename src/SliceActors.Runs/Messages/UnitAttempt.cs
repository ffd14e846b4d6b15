using SliceActors.Runs.Ids;

namespace SliceActors.Runs.Messages;

/// <summary>One assignment of one unit: what every report about training is about.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Attempt">Number of the assignment.</param>
public readonly record struct UnitAttempt(RunId Run, UnitId Unit, Attempt Attempt);
