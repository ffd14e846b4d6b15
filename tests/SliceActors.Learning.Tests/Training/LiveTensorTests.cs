using SliceActors.Learning.Tests.Computing;
using SliceActors.Runs.Specs;
using TorchSharp;

namespace SliceActors.Learning.Tests.Training;

/// <summary>The count of live tensors is that of the process: nothing may run beside these tests.</summary>
[CollectionDefinition(nameof(LiveTensorTests), DisableParallelization = true)]
[Collection(nameof(LiveTensorTests))]
public sealed class LiveTensorTests
{
    [Theory]
    [InlineData(NetworkType.Multicnn, TrainMetrics.Evaluation)]
    [InlineData(NetworkType.Multicnn, TrainMetrics.Pass)]
    [InlineData(NetworkType.Autoencoder, TrainMetrics.Evaluation)]
    [InlineData(NetworkType.Autoencoder, TrainMetrics.Pass)]
    public void No_tensor_is_left_behind_by_an_epoch(NetworkType networkType, TrainMetrics trainMetrics)
    {
        using var study = new TinyStudy { NetworkType = networkType };
        study.Optimisation = study.Optimisation with { Epochs = 12, EvaluationSteps = 1, TrainMetrics = trainMetrics };
        var live = new List<long>();
        var journal = new TestJournal { AfterEpoch = _ => live.Add(torch.Tensor.TotalCount) };

        // What earlier tests left to the garbage collector must not vanish while this one counts.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        study.Train(study.Job("a"), journal);

        Assert.Equal(live[1], live[^1]);
    }

    [Fact]
    public void No_tensor_is_left_behind_by_networks_computed_as_one()
    {
        // What a network leaves to the garbage collector when it is disposed does not depend on how long it was trained.
        Assert.Equal(LeftBehind(epochs: 1), LeftBehind(epochs: 3));

        static long LeftBehind(int epochs)
        {
            using var networks = new FusedNetworks("ConvNet") { Epochs = epochs };
            GC.Collect();
            GC.WaitForPendingFinalizers();
            var before = torch.Tensor.TotalCount;
            networks.Fused([0, 1, null]);
            return torch.Tensor.TotalCount - before;
        }
    }
}
