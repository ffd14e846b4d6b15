namespace SliceActors.Runs.Messages;

/// <summary>A slot of a node as the node sees it.</summary>
/// <param name="Started">Units begun in it since the node started: tells a slot that is free again from one that is free still.</param>
/// <param name="Unit">What is in training there; null when it is free.</param>
public sealed record SlotReport(int Started, UnitAttempt? Unit);
