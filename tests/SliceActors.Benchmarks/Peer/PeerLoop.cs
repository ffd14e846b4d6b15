using SliceActors.Benchmarks.Measuring;
using SliceActors.Benchmarks.Runs;
using SliceActors.Benchmarks.Studies;
using SliceActors.Learning.Batches;
using SliceActors.Learning.Checkpoints;
using SliceActors.Learning.Native;
using SliceActors.Learning.Native.Optimisation;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Objectives;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SliceActors.Benchmarks.Peer;

/// <summary>
/// A multicnn run in the shape of ClinicaDL 0.2.1 (correct, not as published): networks one after another with all cores, both sets evaluated through the
/// data loader after each epoch, a final evaluation of both sets for each of the two selections, tables that grow by copying.
/// </summary>
internal sealed class PeerLoop : IDisposable
{
    private readonly BenchmarkStudy study;
    private readonly TrainingUnit unit;
    private readonly PeerLoader train;
    private readonly PeerLoader validation;
    private readonly SliceNetwork network;
    private readonly AdamOptimizer optimizer;

    private PeerLoop(BenchmarkStudy study, TrainingUnit unit, PeerImages images, SliceNetwork network)
    {
        (this.study, this.unit, this.network) = (study, unit, network);
        train = new PeerLoader(images, study.Fold.Train, unit.Slices.First);
        validation = new PeerLoader(images, study.Fold.Validation, unit.Slices.First);
        optimizer = new AdamOptimizer(network.TrainableParameters(), new AdamSettings(study.Spec.Optimisation.LearningRate, study.Spec.Optimisation.WeightDecay));
    }

    /// <summary>Trains all networks of a study.</summary>
    /// <param name="study">The study; one slice per network.</param>
    /// <param name="images">Its images.</param>
    /// <param name="folder">Where the checkpoint is written, over and over.</param>
    /// <returns>What it took, and the lowest validation loss of each network.</returns>
    public static (Usage Usage, IReadOnlyDictionary<UnitId, double> Losses) Run(BenchmarkStudy study, PeerImages images, string folder)
    {
        Directory.CreateDirectory(folder);
        var losses = new Dictionary<UnitId, double>();
        var usage = Usage.Of(() => BareLoop.OnThreads(1, () =>
        {
            IntraOpThreads.Use(Environment.ProcessorCount);
            foreach (var unit in study.Units)
            {
                using var network = BareUnit.Network(study.Spec with { Compute = study.Spec.Compute with { MemoryFormats = MemoryFormats.Contiguous } }, unit.Id);
                using var loop = new PeerLoop(study, unit, images, network);
                losses.Add(unit.Id, loop.Train(folder));
            }
        }));
        NativeMemory.GiveBack();
        return (usage, losses);
    }

    public void Dispose() => optimizer.Dispose();

    private double Train(string folder)
    {
        var best = double.PositiveInfinity;
        var order = ItemOrders.Random(study.Spec.Optimisation.Seed, unit.Id, train.Sessions.Length);
        for (var epoch = 0; epoch < study.Spec.Optimisation.Epochs; epoch++)
        {
            Learn(Chunks(order(epoch)));
            Evaluate(train);
            var loss = Evaluate(validation);
            best = Math.Min(best, loss);
            using var model = File.Create(Path.Combine(folder, "checkpoint.pth.tar"));
            NetworkFile.Write(model, network, epoch, hasBalancedAccuracy: true, () => new EpochScore(loss, 0));
            using var moments = File.Create(Path.Combine(folder, "optimizer.pth.tar"));
            OptimizerFile.Write(moments, optimizer, epoch);
        }

        foreach (var _ in Enum.GetValues<Selection>())
        {
            Evaluate(train);
            Evaluate(validation);
        }

        return best;
    }

    private void Learn(IReadOnlyList<int[]> batches)
    {
        network.train();
        optimizer.ZeroGradients();
        foreach (var (pixels, items) in train.Pass(batches).Zip(batches))
        {
            using var scope = NewDisposeScope();
            functional.cross_entropy(network.forward(Images(pixels, items.Length)), Labels(train, items), reduction: Reduction.Sum).backward();
            optimizer.Step();
            optimizer.ZeroGradients();
        }
    }

    private double Evaluate(PeerLoader set)
    {
        using var withoutGradients = no_grad();
        network.eval();
        var batches = Chunks(Enumerable.Range(0, set.Sessions.Length));
        var (table, total) = (new PeerTable(), 0.0);
        foreach (var (pixels, items) in set.Pass(batches).Zip(batches))
        {
            using var scope = NewDisposeScope();
            var logits = network.forward(Images(pixels, items.Length));
            total += functional.cross_entropy(logits, Labels(set, items), reduction: Reduction.Sum).item<float>();
            for (var i = 0; i < items.Length; i++)
            {
                var session = set.Sessions[items[i]];
                table.Append(study.Plan.Images[session.Image], unit.Slices.First.Value, session.Label, logits.softmax(1).select(0, i).ToFloats());
            }
        }

        return total / table.Count;
    }

    private List<int[]> Chunks(IEnumerable<int> items) => [.. items.Chunk(study.Spec.Optimisation.BatchSize)];

    private static Tensor Images(float[] pixels, int count) => tensor(pixels, [count, 1, SliceNetwork.InputSize, SliceNetwork.InputSize]);

    private static Tensor Labels(PeerLoader set, int[] items) => tensor(Array.ConvertAll(items, item => (long)set.Sessions[item].Label));
}
