using System.Diagnostics;
using SliceActors.Learning.Batches;
using SliceActors.Learning.Features;
using SliceActors.Learning.Native;
using SliceActors.Learning.Objectives;
using SliceActors.Learning.Training;
using SliceActors.Learning.Weights;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Costs;

/// <summary>Trains networks of a study on made-up slices for a moment, as many side by side as the study would, since they slow each other down.</summary>
public static class NetworkMeter
{
    private const int MostBatches = 20;
    private const int FusedBatches = 5;
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(1);

    /// <summary>Measures; takes some seconds.</summary>
    /// <param name="spec">A study that was found in order.</param>
    /// <param name="items">Items of its largest training set: no batch has more.</param>
    /// <param name="slots">What the networks that are trained side by side compute on.</param>
    /// <param name="cancellation">Ends the measurement.</param>
    /// <returns>The mean over the networks.</returns>
    public static NetworkCost Measure(RunSpec spec, int items, IReadOnlyList<ComputeDevice> slots, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(slots);
        spec = spec with { Optimisation = spec.Optimisation with { BatchSize = Math.Min(spec.Optimisation.BatchSize, items) } };
        using var together = new Barrier(slots.Count);
        var run = $"{Guid.NewGuid()}";
        var before = Resident();
        var costs = new NetworkCost[slots.Count];
        var troubles = new Exception?[slots.Count];
        var threads = slots.Select((place, slot) => new Thread(() =>
        {
            try
            {
                costs[slot] = Measure(spec, place, run, together, () => (Resident() - before) / slots.Count, cancellation);
            }
#pragma warning disable CA1031 // It is thrown again on the thread that asked.
            catch (Exception trouble)
#pragma warning restore CA1031
            {
                troubles[slot] = trouble;
                together.RemoveParticipant();
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        NativeMemory.GiveBack();
        if (Array.Find(troubles, trouble => trouble is not null) is { } first)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }

        return costs[0] with
        {
            MemoryBytes = costs.Max(cost => cost.MemoryBytes),
            Batch = TimeSpan.FromTicks((long)costs.Average(cost => cost.Batch.Ticks)),
            EvaluatedItem = TimeSpan.FromTicks((long)costs.Average(cost => cost.EvaluatedItem.Ticks)),
            FeaturesOfItem = TimeSpan.FromTicks((long)costs.Average(cost => cost.FeaturesOfItem.Ticks)),
        };
    }

    private static NetworkCost Measure(RunSpec spec, ComputeDevice place, string run, Barrier together, Func<long> memory, CancellationToken cancellation)
    {
        IntraOpThreads.Use(spec.Compute.IntraOpThreads);
        using var learner = Learner.Create(spec, new UnitId(new FoldIndex(0), spec.NetworkType == NetworkType.Multicnn ? new NetworkIndex(0) : null), place, run);
        var (batch, evaluation) = (MadeUpItems.For(learner.Network, spec.Optimisation.BatchSize), MadeUpItems.For(learner.Network, Learner.EvaluationBatch));
        var order = Enumerable.Range(0, batch.Count).ToArray();
        var schedule = EpochSchedule.Of(spec.Optimisation, batch.Count);
        void Train() => learner.Train(batch, order, schedule, dropoutSeed: 0, augmented: null, answers: null, _ => { }, cancellation);

        // Who began before all have their seats could have ended, and wait here for others who wait for its next batch.
        together.SignalAndWait(cancellation);

        // The first pass chooses kernels and fetches memory.
        Train();
        learner.Evaluate(evaluation, cancellation);
        together.SignalAndWait(cancellation);

        // Networks that are computed as one wait for each other's batches, so all have to have as many.
        int? batches = spec.Compute.Fuse > 0 ? FusedBatches : null;
        var trained = Time(Train, batches);
        var evaluated = Time(() => learner.Evaluate(evaluation, cancellation), batches) / evaluation.Count;
        var resident = memory();
        together.SignalAndWait(cancellation);
        var features = spec.Network.Frozen == FrozenLayers.Cached ? FeaturesOfItem(spec, place, cancellation) : TimeSpan.Zero;
        var model = StateDict.Of(learner.Network).Sum(entry => entry.Tensor.numel() * entry.Tensor.element_size());
        var moments = learner.Network.TrainableParameters().Sum(parameter => 2 * parameter.numel() * parameter.element_size());
        return new NetworkCost(model, moments, resident, trained, evaluated, features);
    }

    private static TimeSpan Time(Action action, int? times = null)
    {
        var (clock, count) = (Stopwatch.StartNew(), 0);
        while (times is null ? count == 0 || (clock.Elapsed < Enough && count < MostBatches) : count < times)
        {
            action();
            count++;
        }

        return clock.Elapsed / count;
    }

    private static TimeSpan FeaturesOfItem(RunSpec spec, ComputeDevice place, CancellationToken cancellation)
    {
        using var learner = new Learner(FrozenNetwork.Load(spec), new Classification(), new OptimisationSpec { Seed = 0 }, spec.Compute.MemoryFormats, place);
        var slices = MadeUpItems.For(learner.Network, Learner.EvaluationBatch);
        void Compute() => learner.Answer(slices, slices.Count, (_, _, _) => { }, cancellation);

        Compute();
        return Time(Compute) / slices.Count;
    }

    private static long Resident() => Environment.WorkingSet;
}
