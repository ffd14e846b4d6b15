using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Batches;

/// <summary>What happens after which batch of an epoch.</summary>
/// <param name="Items">Training items of an epoch, at least 1.</param>
/// <param name="BatchSize">Items per batch; the last batch may be smaller.</param>
/// <param name="AccumulationSteps">Batches per weight update; the last group of an epoch may be smaller.</param>
/// <param name="EvaluationSteps">Evaluate every so many batches where an update is made; 0 = only at the end of the epoch.</param>
internal sealed record EpochSchedule(int Items, int BatchSize, int AccumulationSteps, int EvaluationSteps)
{
    /// <summary>The schedule that a spec asks for.</summary>
    public static EpochSchedule Of(OptimisationSpec optimisation, int items) =>
        new(items, optimisation.BatchSize, optimisation.AccumulationSteps, optimisation.EvaluationSteps);

    /// <summary>Batches per epoch.</summary>
    public int Batches => (Items + BatchSize - 1) / BatchSize;

    /// <summary>Items drawn up to and including a batch (0-based).</summary>
    public int ItemsThrough(int batch) => Math.Min((batch + 1) * BatchSize, Items);

    /// <summary>Whether the weights are updated after a batch (0-based): a group is complete or the epoch ends.</summary>
    public bool UpdatesAfter(int batch) => (batch + 1) % AccumulationSteps == 0 || IsLast(batch);

    /// <summary>Whether an evaluation inside the epoch follows a batch; the last batch is followed by the epoch's own evaluation instead.</summary>
    public bool EvaluatesAfter(int batch) =>
        EvaluationSteps != 0 && !IsLast(batch) && UpdatesAfter(batch) && (batch + 1) % EvaluationSteps == 0;

    /// <summary>Whether an epoch ends with a batch (0-based).</summary>
    public bool IsLast(int batch) => batch == Batches - 1;
}
