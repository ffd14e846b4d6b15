using System.Runtime.ExceptionServices;
using SliceActors.Learning.Native;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Machines;

namespace SliceActors.Learning.Threads;

/// <summary>Does work on many networks, several side by side, each on a dedicated thread.</summary>
internal static class SideBySide
{
    /// <summary>Does all jobs; returns when no thread is inside libtorch any more.</summary>
    /// <param name="jobs">The work.</param>
    /// <param name="slots">What computes: one job runs for each at a time; at least one.</param>
    /// <param name="thread">Begins the names of the threads.</param>
    /// <param name="work">Does one job.</param>
    /// <param name="done">Told the number of finished jobs, from their threads.</param>
    /// <param name="cancellation">Thrown when the threads have ended; the work has to look at it.</param>
    /// <returns>What came out, in the order of the jobs.</returns>
    /// <exception cref="BadInputException">What was wrong with the jobs: all findings, in their order; what several jobs met is named once.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static TResult[] Run<TJob, TResult>(
        IReadOnlyList<TJob> jobs, IReadOnlyList<ComputeDevice> slots, string thread, Func<TJob, ComputeDevice, TResult> work, Action<int> done, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        ArgumentNullException.ThrowIfNull(done);
        ArgumentNullException.ThrowIfNull(slots);
        ArgumentOutOfRangeException.ThrowIfLessThan(slots.Count, 1);
        var results = new TResult[jobs.Count];
        var findings = new IReadOnlyList<Finding>?[jobs.Count];
        var (next, finished) = (-1, 0);
        ExceptionDispatchInfo? trouble = null;
        var threads = slots.Take(jobs.Count)
            .Select((place, index) => new Thread(() => Work(place)) { IsBackground = true, Name = $"{thread}-{index}" })
            .ToList();
        threads.ForEach(started => started.Start());
        threads.ForEach(started => started.Join());
        trouble?.Throw();
        cancellation.ThrowIfCancellationRequested();
        return Array.TrueForAll(findings, found => found is null) ? results : throw new BadInputException([.. findings.SelectMany(found => found ?? []).Distinct()]);

        void Work(ComputeDevice place)
        {
            for (var job = Interlocked.Increment(ref next); job < jobs.Count && trouble is null; job = Interlocked.Increment(ref next))
            {
                try
                {
                    results[job] = work(jobs[job], place);
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

            NativeMemory.GiveBack();
        }
    }
}
