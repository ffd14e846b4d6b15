using SliceActors.Learning.Batches;
using SliceActors.Learning.Threads;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Outcomes;

namespace SliceActors.Learning.Prediction;

/// <summary>Applies many networks, several side by side, each on a dedicated thread.</summary>
public static class ParallelPrediction
{
    /// <summary>Computes all jobs; returns when no thread is inside libtorch any more.</summary>
    /// <param name="jobs">The networks.</param>
    /// <param name="slots">What computes: one network runs, and is held in memory, for each; at least one.</param>
    /// <param name="done">Told the number of finished networks, from their threads.</param>
    /// <param name="cancellation">Stops within a batch.</param>
    /// <returns>The predictions, in the order of the jobs.</returns>
    /// <exception cref="BadInputException">Model files are absent or of another network: all findings, in the order of the jobs.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static SetPredictions[] Predict(IReadOnlyList<PredictionJob> jobs, IReadOnlyList<ComputeDevice> slots, Action<int> done, CancellationToken cancellation) =>
        Predict(jobs, null, slots, done, cancellation);

    /// <summary>The same with slices from elsewhere than the store of each job.</summary>
    internal static SetPredictions[] Predict(IReadOnlyList<PredictionJob> jobs, SlicePixels? pixels, IReadOnlyList<ComputeDevice> slots, Action<int> done, CancellationToken cancellation) =>
        SideBySide.Run(jobs, slots, "predictor", (job, place) => NetworkPredictor.Predict(job, pixels ?? job.Store.Slice, place, cancellation), done, cancellation);
}
