using SliceActors.Learning.Progress;
using SliceActors.Runs.Outcomes;

namespace SliceActors.Learning.Checkpoints;

/// <summary>What one checkpoint says: the progress after an epoch and what the two files that belong to it must look like.</summary>
/// <param name="Progress">What the unit knew.</param>
/// <param name="Network">Seal of the network's file.</param>
/// <param name="Optimizer">Seal of the optimizer's file.</param>
/// <param name="Validation">Seal of the history of the validation set; null when it is not complete.</param>
internal sealed record Generation(TrainingProgress Progress, FileSeal Network, FileSeal Optimizer, FileSeal? Validation);
