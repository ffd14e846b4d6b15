using System.Runtime.ExceptionServices;
using SliceActors.Learning.Batches;
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
    internal static SetPredictions[] Predict(IReadOnlyList<PredictionJob> jobs, SlicePixels? pixels, IReadOnlyList<ComputeDevice> slots, Action<int> done, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        ArgumentNullException.ThrowIfNull(done);
        ArgumentNullException.ThrowIfNull(slots);
        ArgumentOutOfRangeException.ThrowIfLessThan(slots.Count, 1);
        var predictions = new SetPredictions[jobs.Count];
        var findings = new IReadOnlyList<Finding>?[jobs.Count];
        var (next, finished) = (-1, 0);
        ExceptionDispatchInfo? trouble = null;
        var threads = slots.Take(jobs.Count)
            .Select((place, index) => new Thread(() => Work(place)) { IsBackground = true, Name = $"predictor-{index}" })
            .ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        trouble?.Throw();
        cancellation.ThrowIfCancellationRequested();
        return Array.TrueForAll(findings, found => found is null) ? predictions : throw new BadInputException([.. findings.SelectMany(found => found ?? [])]);

        void Work(ComputeDevice place)
        {
            for (var job = Interlocked.Increment(ref next); job < jobs.Count && trouble is null; job = Interlocked.Increment(ref next))
            {
                try
                {
                    predictions[job] = NetworkPredictor.Predict(jobs[job], pixels ?? jobs[job].Store.Slice, place, cancellation);
                    done(Interlocked.Increment(ref finished));
                }
                catch (BadInputException bad)
                {
                    findings[job] = bad.Findings;
                }
                catch (Exception unexpected)
                {
                    // Thrown again where the caller waits; the other threads end before.
                    Interlocked.CompareExchange(ref trouble, ExceptionDispatchInfo.Capture(unexpected), null);
                }
            }

            NetworkPredictor.Release();
        }
    }
}
