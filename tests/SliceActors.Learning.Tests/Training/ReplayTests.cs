using SliceActors.Learning.Batches;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Objectives;
using SliceActors.Learning.Tests.Networks;
using SliceActors.Learning.Training;
using SliceActors.Learning.Weights;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using static TorchSharp.torch;

namespace SliceActors.Learning.Tests.Training;

/// <summary>
/// Runs of ClinicaDL, trained again in their recorded order from the same weights. Two builds of the peer itself differ by 1e-6 in the first loss, about
/// 1e-3 in the first dozen, and in the losses of the epoch table by 3e-4, 1e-3 and 4e-2 after the first three epochs (<c>tolerance/</c> of the reference).
/// </summary>
[Trait("Category", "Slow")]
public sealed class ReplayTests : IDisposable
{
    private const int BatchSize = 4;
    private static readonly double[] EpochTolerance = [3e-4, 1e-3, 4e-2];
    private readonly string cache = Directory.CreateTempSubdirectory("slice-actors-replay-").FullName;

    public void Dispose() => Directory.Delete(cache, recursive: true);

    [SkippableFact]
    public void A_cnn_follows_the_recorded_run()
    {
        var run = new ReferenceRun("tiny_cnn_kfold");

        Replay(run, 0, new SliceRange(new SliceIndex(15), 10), new SliceRange(new SliceIndex(15), 10), "");
    }

    [SkippableFact]
    public void The_networks_of_a_multicnn_follow_the_recorded_run()
    {
        var run = new ReferenceRun("tiny_multicnn_kfold");

        for (var j = 0; j < 6; j++)
        {
            Replay(run, j, new SliceRange(new SliceIndex(17), 6), new SliceRange(new SliceIndex(17 + j), 1), $"cnn-{j}/");
        }
    }

    [SkippableFact]
    public void An_autoencoder_follows_the_recorded_run()
    {
        var run = new ReferenceRun("tiny_ae_slice");
        var slices = new SliceRange(new SliceIndex(17), 6);
        using var store = run.OpenStore(cache, slices);
        var objective = new Reconstruction();
        var network = objective.Build(ArchitectureTable.Find("Conv4_FC3")!, new NetworkOptions(0), 0);
        PortableWeights.Fill(network, "ae.");
        using var learner = new Learner(network, objective, new OptimisationSpec { BatchSize = BatchSize, Seed = 0 }, MemoryFormats.Fastest, ComputeDevice.Cpu);
        var train = new SliceSet(run.Fold.Train, slices, store.Slice);
        var validation = new SliceSet(run.Fold.Validation, slices, store.Slice);
        var schedule = new EpochSchedule(train.Count, BatchSize, 1, 0);
        var recorded = run.BatchLosses(0);
        for (var epoch = 0; epoch < 3; epoch++)
        {
            var losses = learner.Train(train, run.Order(0, epoch), schedule, 0, null, null, _ => { }, default);
            for (var batch = 0; batch < losses.Length; batch++)
            {
                var iteration = (epoch * losses.Length) + batch;
                Assert.Equal(recorded[iteration], losses[batch], iteration == 0 ? 2e-6 : 1.3e-3);
            }

            // Every batch of both sets is full; the peer divides the mean of their losses by the batch size once too often.
            Assert.Equal(run.Scalars("train", "loss")[epoch], learner.Evaluate(train, default).Score.Loss / BatchSize, EpochTolerance[epoch]);
            Assert.Equal(run.Scalars("validation", "loss")[epoch], learner.Evaluate(validation, default).Score.Loss / BatchSize, EpochTolerance[epoch]);
        }
    }

    private void Replay(ReferenceRun run, int loader, SliceRange stored, SliceRange slices, string logs)
    {
        using var store = run.OpenStore(cache, stored);
        using var learner = Learner(run, loader);
        var train = new SliceSet(run.Fold.Train, slices, store.Slice);
        var validation = new SliceSet(run.Fold.Validation, slices, store.Slice);
        var schedule = new EpochSchedule(train.Count, BatchSize, 1, 0);
        var recorded = run.BatchLosses(loader);
        for (var epoch = 0; epoch < 3; epoch++)
        {
            var losses = learner.Train(train, run.Order(loader, epoch), schedule, 0, null, null, _ => { }, default);
            for (var batch = 0; batch < losses.Length && (epoch * losses.Length) + batch is < 12 and var iteration; batch++)
            {
                Assert.Equal(recorded[iteration], losses[batch], iteration == 0 ? 2e-6 : 1.3e-3);
            }

            Check(run, logs + "train", epoch, train, learner.Evaluate(train, default));
            Check(run, logs + "validation", epoch, validation, learner.Evaluate(validation, default));
        }
    }

    private static void Check(ReferenceRun run, string folder, int epoch, SliceSet set, SetEvaluation evaluation)
    {
        // The peer divides by the number of batches times their size, even when the last batch is smaller.
        var batches = (set.Count + BatchSize - 1) / BatchSize;
        var loss = evaluation.Predictions!.TotalLoss / (batches * BatchSize);
        Assert.Equal(run.Scalars(folder, "loss")[epoch], loss, EpochTolerance[epoch]);

        // The peer's two builds differ in one slice of each set.
        Assert.Equal(run.Scalars(folder, "balanced_accuracy")[epoch], evaluation.Score.BalancedAccuracy!.Value, 1.01 / set.Count);
    }

    private static Learner Learner(ReferenceRun run, int loader)
    {
        var network = NetworkFactory.Build(ArchitectureTable.Find("resnet18")!, new NetworkOptions(0), 0);
        PortableWeights.Fill(network);
        foreach (var (name, target) in StateDict.Of(network).Where(entry => entry.Name.StartsWith("fc_out.", StringComparison.Ordinal)))
        {
            using var withoutGradients = no_grad();
            using var values = tensor(run.Head(loader, name["fc_out.".Length..])).reshape(target.shape);
            target.copy_(values);
        }

        network.SetTrainable(TrainableLayers.Tail);
        return new Learner(network, new Classification(), new OptimisationSpec { BatchSize = BatchSize, Seed = 0 }, MemoryFormats.Fastest, ComputeDevice.Cpu);
    }
}
