using SliceActors.Learning.Augmentations;
using SliceActors.Learning.Batches;
using SliceActors.Learning.Computing;
using SliceActors.Learning.Native;
using SliceActors.Learning.Native.Optimisation;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Networks.Custom;
using SliceActors.Learning.Objectives;
using SliceActors.Learning.Weights;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Randomness;
using SliceActors.Runs.Specs;
using TorchSharp;
using static TorchSharp.torch;

namespace SliceActors.Learning.Training;

/// <summary>
/// A network with its optimizer and what it is trained for: passes over a set, with and without learning. Gradients of the batches of a group add up
/// without division.
/// </summary>
internal sealed class Learner : IDisposable
{
    /// <summary>Items per batch of an evaluation. Part of what decides the last bits of a result, so it is no setting; chosen by measurement.</summary>
    public const int EvaluationBatch = 8;

    private readonly Device device;
    private readonly BatchBuffer batches;
    private readonly IBatchComputer computer;

    /// <summary>Takes over a network.</summary>
    /// <param name="network">On the CPU; its trainable parameters are chosen. Disposed with the learner.</param>
    /// <param name="objective">What it is trained for.</param>
    /// <param name="optimisation">Batch size, learning rate, weight decay.</param>
    /// <param name="formats">How feature maps lie in memory.</param>
    /// <param name="place">Where to train.</param>
    /// <param name="seat">Has its batches computed together with those of other networks; null to compute them apart.</param>
    public Learner(
        SliceNetwork network, Objective objective, OptimisationSpec optimisation, MemoryFormats formats, ComputeDevice place, Func<SliceNetwork, AdamOptimizer, IBatchComputer>? seat = null)
    {
        device = TorchDevices.Of(place);
        Objective = objective;
        Network = network;
        Network.to(device);
        Network.InChannelsLast = formats == MemoryFormats.Fastest && place.Kind == DeviceKind.Cpu ? network.FasterInChannelsLast : Phases.None;
        Optimizer = new AdamOptimizer(network.TrainableParameters(), new AdamSettings(optimisation.LearningRate, optimisation.WeightDecay));
        var channels = AugmentationChain.Of(optimisation.DataAugmentation, network.Architecture.InputChannels)?.Channels ?? 1;
        batches = new BatchBuffer(Math.Max(optimisation.BatchSize, EvaluationBatch), network.Item, device, channels);
        computer = seat?.Invoke(network, Optimizer) ?? new ApartComputer(network, Optimizer, objective);
    }

    /// <summary>A learner whose network starts as the spec says.</summary>
    /// <param name="spec">Architecture, initial weights, trainable layers, optimisation, device.</param>
    /// <param name="unit">The unit; part of the seed.</param>
    /// <param name="place">What the slot of the unit computes on. A study of the CPU may be trained in a slot with a GPU.</param>
    /// <param name="run">Names the run, whose networks are computed together where the spec says so; null to compute it apart whatever it says.</param>
    /// <exception cref="BadInputException">
    /// There is no such network, or the file that defines it is not the one that the run began with; or a study of GPUs was given to a slot without one.
    /// </exception>
    public static Learner Create(RunSpec spec, UnitId unit, ComputeDevice place, string? run = null)
    {
        if (!spec.Compute.UseCpu && place.Kind == DeviceKind.Cpu)
        {
            throw new BadInputException(new Finding($"{unit}", null, "a slot that computes on the CPU", "a slot with a GPU, on which the study began"));
        }

        var seed = CountedSeed.For(spec.Optimisation.Seed, unit, -1, Purpose.InitialWeights);
        var findings = new List<Finding>();
        var architecture = ArchitectureLookup.Find(spec.Network, findings) ?? throw new BadInputException(findings);
        var objective = Objective.Of(spec.NetworkType);
        var network = objective.Build(architecture, new NetworkOptions(spec.Network.Dropout), seed);
        if (spec.Network.WeightsFile is { } file)
        {
            InitialWeights.Load(network, file);
        }

        network.SetTrainable(spec.Network.Trainable);
        if (spec.Network.Frozen == FrozenLayers.Cached)
        {
            ((DividedNetwork)network).Part = NetworkPart.Tail;
        }

        var device = spec.Compute.UseCpu ? ComputeDevice.Cpu : place;
        return new Learner(
            network,
            objective,
            spec.Optimisation,
            spec.Compute.MemoryFormats,
            device,
            run is null || spec.Compute.Fuse == 0 ? null : (seated, optimizer) => Carriages.Take(run, device, spec.Compute.Fuse, seated, optimizer));
    }

    /// <summary>The network.</summary>
    public SliceNetwork Network { get; }

    /// <summary>What the network is trained for.</summary>
    public Objective Objective { get; }

    /// <summary>The optimizer of its trainable parameters.</summary>
    public AdamOptimizer Optimizer { get; }

    /// <summary>One training pass.</summary>
    /// <param name="set">The training set.</param>
    /// <param name="order">The items, in the order in which they are drawn.</param>
    /// <param name="schedule">When weights are updated.</param>
    /// <param name="dropoutSeed">Seed of the dropout masks of this pass.</param>
    /// <param name="augmented">The same items in the same order, transformed; null to take them as they are.</param>
    /// <param name="answers">Gets the answers to the items, in their order, each from the weights that its batch was trained with; null where nobody asks for them.</param>
    /// <param name="afterBatch">Called after each batch, weights updated where due; may evaluate.</param>
    /// <param name="cancellation">Looked at before each batch.</param>
    /// <returns>The loss of each batch.</returns>
    public float[] Train(
        SliceSet set,
        ReadOnlySpan<int> order,
        EpochSchedule schedule,
        ulong dropoutSeed,
        AugmentedPass? augmented,
        IAnswers? answers,
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
            var items = order.Slice(first, Math.Min(schedule.BatchSize, order.Length - first));
            Learn(set, items, augmented, losses, batch, schedule.UpdatesAfter(batch), answers, first, cancellation);
            afterBatch(batch);
        }

        return losses.ToFloats();
    }

    /// <summary>Starts to collect what the network answers while it is trained. Belongs to the current dispose scope.</summary>
    /// <param name="set">The training set.</param>
    /// <param name="order">The items, in the order in which they are drawn.</param>
    public IAnswers Collect(SliceSet set, IEnumerable<int> order) => Objective.Collect([.. order.Select(item => set.Labels[item])], device);

    /// <summary>One pass without learning, in the order of the set, in evaluation mode.</summary>
    /// <param name="set">Any set.</param>
    /// <param name="cancellation">Looked at before each batch.</param>
    public SetEvaluation Evaluate(SliceSet set, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var answers = Objective.Collect(set.Labels, device);
        Answer(set, set.Count, answers.Add, cancellation);
        return answers.Evaluate();
    }

    /// <summary>The answers of the network to the first items of a set, in evaluation mode.</summary>
    /// <param name="set">Any set.</param>
    /// <param name="count">Number of items.</param>
    /// <param name="take">Takes the first item of a batch, what the network sees [B, C, H, W] and what it answers; the tensors live for the call.</param>
    /// <param name="cancellation">Looked at before each batch.</param>
    public void Answer(SliceSet set, int count, Action<int, Tensor, Tensor> take, CancellationToken cancellation)
    {
        using var withoutGradients = no_grad();
        var wasTraining = Network.training;
        Network.eval();
        Span<int> items = stackalloc int[EvaluationBatch];
        for (var first = 0; first < count; first += EvaluationBatch)
        {
            cancellation.ThrowIfCancellationRequested();
            var batch = items[..Math.Min(EvaluationBatch, count - first)];
            for (var i = 0; i < batch.Length; i++)
            {
                batch[i] = first + i;
            }

            using var scope = NewDisposeScope();
            var images = batches.Load(set, batch).Images;
            take(first, images, computer.Answer(images, cancellation));
        }

        Network.train(wasTraining);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        computer.Dispose();
        batches.Dispose();
        Optimizer.Dispose();
        Network.Dispose();
    }

    private void Learn(
        SliceSet set, ReadOnlySpan<int> items, AugmentedPass? augmented, Tensor losses, int batch, bool updates, IAnswers? answers, int first, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var (images, labels) = augmented is null ? batches.Load(set, items) : augmented.Load(batch, batches);
        var (output, loss) = computer.Learn(images, labels, updates, cancellation);
        using var withoutGradients = no_grad();
        losses.select(0, batch).copy_(loss);
        answers?.Add(first, images, output);
    }
}
