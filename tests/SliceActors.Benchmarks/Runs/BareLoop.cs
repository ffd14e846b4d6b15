using System.Collections.Concurrent;
using SliceActors.Benchmarks.Measuring;
using SliceActors.Benchmarks.Studies;
using SliceActors.Imaging.Store;
using SliceActors.Learning.Native;
using SliceActors.Runs.Plans;

namespace SliceActors.Benchmarks.Runs;

/// <summary>
/// The floor: the same networks, batches, optimizer and evaluations as the whole run, over tensors that are in memory before the clock starts, on as many
/// dedicated threads. No actors, no journal, no store, no checkpoints, no tables.
/// </summary>
internal static class BareLoop
{
    /// <summary>Trains all networks of a study.</summary>
    /// <param name="study">The study.</param>
    /// <param name="store">Its slices.</param>
    public static (Usage Usage, IReadOnlyCollection<UnitTrace> Units) Run(BenchmarkStudy study, SliceStore store)
    {
        var waiting = new ConcurrentQueue<(TrainingUnit Unit, BareSets Sets)>(study.Units.Select(unit => (unit, BareSets.Of(study, unit, store))).ToArray());
        var tensors = waiting.ToArray();
        var traces = new ConcurrentBag<UnitTrace>();
        var usage = Usage.Of(() => OnThreads(study.Workload.Slots, () =>
        {
            IntraOpThreads.Use(study.Workload.IntraOpThreads);
            while (waiting.TryDequeue(out var next))
            {
                traces.Add(BareUnit.Train(study.Spec, next.Unit, next.Sets));
            }
        }));
        foreach (var (_, sets) in tensors)
        {
            sets.Dispose();
        }

        NativeMemory.GiveBack();
        return (usage, traces);
    }

    /// <summary>Does work on dedicated threads and passes on what goes wrong there.</summary>
    public static void OnThreads(int count, Action work)
    {
        var troubles = new ConcurrentBag<Exception>();
        var threads = Enumerable.Range(0, count).Select(_ => new Thread(() =>
        {
            try
            {
                work();
            }
#pragma warning disable CA1031 // The edge of the thread: thrown again by the caller.
            catch (Exception trouble)
#pragma warning restore CA1031
            {
                troubles.Add(trouble);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        if (!troubles.IsEmpty)
        {
            throw new AggregateException(troubles);
        }
    }
}
