using SliceActors.Learning.Batches;
using SliceActors.Learning.Native.Optimisation;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Training;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Randomness;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Measures;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SliceActors.Benchmarks.Runs;

/// <summary>Trains one network with nothing around it.</summary>
internal static class BareUnit
{
    /// <summary>Trains to the last epoch.</summary>
    public static UnitTrace Train(RunSpec spec, TrainingUnit unit, BareSets sets)
    {
        var phases = new PhaseClock();
        var optimisation = spec.Optimisation;
        using var network = Network(spec, unit.Id);
        using var optimizer = new AdamOptimizer(network.TrainableParameters(), new AdamSettings(optimisation.LearningRate, optimisation.WeightDecay));
        var order = ItemOrders.Random(optimisation.Seed, unit.Id, (int)sets.Train.Labels.shape[0]);
        var best = double.PositiveInfinity;
        for (var epoch = 0; epoch < optimisation.Epochs; epoch++)
        {
            network.train();
            optimizer.ZeroGradients();
            foreach (var items in order(epoch).Chunk(optimisation.BatchSize))
            {
                Step(network, optimizer, sets.Train, items);
                phases.Batch();
            }

            Evaluate(network, sets.Train);
            best = Math.Min(best, Evaluate(network, sets.Validation).Loss);
            phases.Epoch();
        }

        phases.End();
        return new UnitTrace(unit.Id, phases, best);
    }

    /// <summary>The network of a unit as the whole run starts it.</summary>
    public static SliceNetwork Network(RunSpec spec, UnitId unit)
    {
        var seed = CountedSeed.For(spec.Optimisation.Seed, unit, -1, Purpose.InitialWeights);
        var network = NetworkFactory.Build(ArchitectureTable.Find(spec.Network.Architecture)!, new NetworkOptions(spec.Network.Dropout), seed);
        network.SetTrainable(spec.Network.Trainable);
        network.InChannelsLast = spec.Compute.MemoryFormats == MemoryFormats.Fastest ? network.FasterInChannelsLast : Phases.None;
        return network;
    }

    private static void Step(SliceNetwork network, AdamOptimizer optimizer, (Tensor Images, Tensor Labels) set, int[] items)
    {
        using var scope = NewDisposeScope();
        var index = tensor(Array.ConvertAll(items, item => (long)item));
        var logits = network.forward(set.Images.index_select(0, index));
        functional.cross_entropy(logits, set.Labels.index_select(0, index), reduction: Reduction.Sum).backward();
        optimizer.Step();
        optimizer.ZeroGradients();
    }

    private static (double Loss, double BalancedAccuracy) Evaluate(SliceNetwork network, (Tensor Images, Tensor Labels) set)
    {
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        network.eval();
        var count = (int)set.Labels.shape[0];
        var logits = empty(count, SliceNetwork.Classes);
        for (var first = 0; first < count; first += Learner.EvaluationBatch)
        {
            using var batch = NewDisposeScope();
            var length = Math.Min(Learner.EvaluationBatch, count - first);
            logits.narrow(0, first, length).copy_(network.forward(set.Images.narrow(0, first, length)));
        }

        var loss = functional.cross_entropy(logits, set.Labels, reduction: Reduction.Sum).item<float>() / (double)count;
        var predicted = logits.argmax(1).to(uint8).bytes.ToArray();
        return (loss, Metrics.Of(set.Labels.to(uint8).bytes.ToArray(), predicted).BalancedAccuracy);
    }
}
