using System.Runtime.InteropServices;
using SliceActors.Learning.Augmentations;
using SliceActors.Learning.Native.Optimisation;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Weights;
using SliceActors.Runs;
using SliceActors.Scoring;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SliceActors.Learning;

/// <summary>
/// A classifier with its optimizer: passes over a set, with and without learning. Loss: cross-entropy of the two logits, summed over a batch; gradients
/// of the batches of a group add up without division.
/// </summary>
internal sealed class Learner : IDisposable
{
    /// <summary>Items per batch of an evaluation. Part of what decides the last bits of a result, so it is no setting; chosen by measurement.</summary>
    public const int EvaluationBatch = 8;

    private readonly Device device;
    private readonly BatchBuffer batches;

    /// <summary>Takes over a network.</summary>
    /// <param name="network">On the CPU; its trainable parameters are chosen. Disposed with the learner.</param>
    /// <param name="optimisation">Batch size, learning rate, weight decay.</param>
    /// <param name="device">Where to train.</param>
    public Learner(SliceNetwork network, OptimisationSpec optimisation, Device device)
    {
        this.device = device;
        Network = network;
        Network.to(device);
        Optimizer = new AdamOptimizer(network.TrainableParameters(), new AdamSettings(optimisation.LearningRate, optimisation.WeightDecay));
        var channels = AugmentationChain.Of(optimisation.DataAugmentation, network.Architecture.InputChannels)?.Channels ?? 1;
        batches = new BatchBuffer(Math.Max(optimisation.BatchSize, EvaluationBatch), SliceNetwork.InputSize, device, channels);
    }

    /// <summary>A learner whose network starts as the spec says.</summary>
    /// <param name="spec">Architecture, initial weights, trainable layers, optimisation, device.</param>
    /// <param name="unit">The unit; part of the seed.</param>
    public static Learner Create(RunSpec spec, UnitId unit)
    {
        var seed = CountedSeed.For(spec.Optimisation.Seed, unit, -1, Purpose.InitialWeights);
        var architecture = ArchitectureTable.Find(spec.Network.Architecture)
            ?? throw new ArgumentException($"There is no architecture {spec.Network.Architecture}.", nameof(spec));
        var network = NetworkFactory.Build(architecture, new NetworkOptions(spec.Network.Dropout), seed);
        if (spec.Network.WeightsFile is { } file)
        {
            InitialWeights.Load(network, file);
        }

        network.SetTrainable(spec.Network.Trainable);
        return new Learner(network, spec.Optimisation, spec.Compute.UseCpu ? CPU : CUDA);
    }

    /// <summary>The network.</summary>
    public SliceNetwork Network { get; }

    /// <summary>The optimizer of its trainable parameters.</summary>
    public AdamOptimizer Optimizer { get; }

    /// <summary>One training pass.</summary>
    /// <param name="set">The training set.</param>
    /// <param name="order">The items, in the order in which they are drawn.</param>
    /// <param name="schedule">When weights are updated.</param>
    /// <param name="dropoutSeed">Seed of the dropout masks of this pass.</param>
    /// <param name="augmented">The same items in the same order, transformed; null to take them as they are.</param>
    /// <param name="afterBatch">Called after each batch, weights updated where due; may evaluate.</param>
    /// <param name="cancellation">Looked at before each batch.</param>
    /// <returns>The loss of each batch.</returns>
    public float[] Train(
        SliceSet set,
        ReadOnlySpan<int> order,
        EpochSchedule schedule,
        ulong dropoutSeed,
        AugmentedPass? augmented,
        Action<int> afterBatch,
        CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var dropout = new Generator(dropoutSeed);
        Network.DropoutGenerator = dropout;
        Network.train();
        Optimizer.ZeroGradients();
        var losses = zeros(schedule.Batches, device: device);
        for (var batch = 0; batch < schedule.Batches; batch++)
        {
            cancellation.ThrowIfCancellationRequested();
            var first = batch * schedule.BatchSize;
            AddGradients(set, order.Slice(first, Math.Min(schedule.BatchSize, order.Length - first)), augmented, losses, batch);
            if (schedule.UpdatesAfter(batch))
            {
                Optimizer.Step();
                Optimizer.ZeroGradients();
            }

            afterBatch(batch);
        }

        return losses.ToFloats();
    }

    /// <summary>One pass without learning, in the order of the set, in evaluation mode.</summary>
    /// <param name="set">Any set.</param>
    /// <param name="cancellation">Looked at before each batch.</param>
    public SetEvaluation Evaluate(SliceSet set, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        var wasTraining = Network.training;
        Network.eval();
        var logits = empty([set.Count, SliceNetwork.Classes], device: device);
        Span<int> items = stackalloc int[EvaluationBatch];
        for (var first = 0; first < set.Count; first += EvaluationBatch)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(EvaluationBatch, set.Count - first);
            for (var i = 0; i < count; i++)
            {
                items[i] = first + i;
            }

            using var batchScope = NewDisposeScope();
            logits.narrow(0, first, count).copy_(Network.forward(batches.Load(set, items[..count]).Images));
        }

        Network.train(wasTraining);
        return Judge(logits, set);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        batches.Dispose();
        Optimizer.Dispose();
        Network.Dispose();
    }

    private void AddGradients(SliceSet set, ReadOnlySpan<int> items, AugmentedPass? augmented, Tensor losses, int batch)
    {
        using var scope = NewDisposeScope();
        var (images, labels) = augmented is null ? batches.Load(set, items) : augmented.Load(batch, batches);
        var loss = functional.cross_entropy(Network.forward(images), labels, reduction: Reduction.Sum);
        loss.backward();
        using var withoutGradients = no_grad();
        losses.select(0, batch).copy_(loss);
    }

    private static SetEvaluation Judge(Tensor logits, SliceSet set)
    {
        var labels = tensor(set.Labels.Select(label => (long)label).ToArray(), device: logits.device);
        var losses = functional.cross_entropy(logits, labels, reduction: Reduction.None).ToFloats();
        var probabilities = logits.softmax(1).t().ToFloats();
        var scores = logits.ToFloats();
        var predicted = new byte[set.Count];
        var total = 0.0;
        for (var item = 0; item < predicted.Length; item++)
        {
            predicted[item] = scores[(2 * item) + 1] > scores[2 * item] ? (byte)1 : (byte)0;
            total += losses[item];
        }

        return new SetEvaluation(
            new EpochScore(total / set.Count, Metrics.Of(set.Labels.AsSpan(), predicted).BalancedAccuracy),
            new SetPredictions(
                [.. probabilities.AsSpan(0, set.Count)],
                [.. probabilities.AsSpan(set.Count)],
                ImmutableCollectionsMarshal.AsImmutableArray(predicted),
                total));
    }
}
