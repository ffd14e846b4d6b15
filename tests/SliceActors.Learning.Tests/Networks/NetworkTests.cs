using SliceActors.Learning.Networks;
using SliceActors.Learning.Weights;
using SliceActors.Runs.Specs;
using TorchSharp;
using static TorchSharp.torch;

namespace SliceActors.Learning.Tests.Networks;

public sealed class NetworkTests
{
    public static TheoryData<string> Names => [.. ArchitectureTable.All.Select(architecture => architecture.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void One_grey_channel_gives_two_logits_and_gradients_for_every_parameter(string name)
    {
        using var scope = NewDisposeScope();
        using var network = Build(name, 1);
        nn.functional.cross_entropy(network.call(Noise.Uniform(3, 1, 224, 224)), tensor([0L, 1L, 0L])).backward();
        Assert.All(network.parameters(), parameter => Assert.NotNull(parameter.grad));
        network.eval();
        Assert.Equal([3, 2], network.call(Noise.Uniform(3, 1, 224, 224)).shape);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_grey_slice_gives_what_the_same_slice_in_every_channel_gives(string name)
    {
        using var scope = NewDisposeScope();
        using var network = Build(name, 1);
        network.eval();
        var slice = Noise.Uniform(2, 1, 224, 224);
        var channels = slice.expand(-1, network.Architecture.InputChannels, -1, -1).contiguous();
        Assert.True(network.call(channels).allclose(network.call(slice), rtol: 1e-5, atol: 1e-6));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_seed_alone_decides_the_random_weights_also_when_threads_build_at_once(string name)
    {
        var alone = Bytes(name, 5);
        Assert.NotEqual(alone, Bytes(name, 6));
        var built = new byte[3][];
        var threads = Enumerable.Range(0, built.Length).Select(i => new Thread(() => built[i] = Bytes(name, 5))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.All(built, bytes => Assert.Equal(alone, bytes));
    }

    [Theory]
    [InlineData("Conv4_FC3", 8450, "features.0.weight 15x3x3x3", "features.13.running_var 50", "classifier.2.weight 50x8450", "classifier.7.weight 2x40")]
    [InlineData("Conv5_FC3", 6272, "features.0.weight 8x3x3x3", "features.17.running_var 128", "classifier.2.weight 1300x6272", "classifier.6.weight 2x50")]
    [InlineData("ConvNet", 3136, "features.1.weight 8x8x3x3", "features.22.num_batches_tracked ", "classifier.2.weight 2x3136", "classifier.2.bias 2")]
    public void Sequential_networks_count_the_positions_of_all_their_layers(string name, int values, params string[] expected)
    {
        using var network = (SequentialNetwork)Build(name, 1);
        var keys = StateDict.Of(network).Select(entry => $"{entry.Name} {string.Join('x', entry.Tensor.shape)}").ToList();
        Assert.All(expected, key => Assert.Contains(key, keys));
        Assert.Contains(keys, key => key.EndsWith($"x{values}", StringComparison.Ordinal));
        Assert.True(network.Architecture.HasFeatures);
    }

    [Theory]
    [InlineData("Conv4_FC3")]
    [InlineData("Conv5_FC3")]
    [InlineData("ConvNet")]
    public void Layers_start_as_PyTorch_starts_them(string name)
    {
        using var scope = NewDisposeScope();
        using var network = Build(name, 3);
        var state = StateDict.Of(network).ToDictionary(entry => entry.Name, entry => entry.Tensor.detach());
        foreach (var (key, weight) in state.Where(entry => entry.Key.EndsWith(".weight", StringComparison.Ordinal) && entry.Value.dim() > 1))
        {
            var bound = 1 / Math.Sqrt(weight.shape.Skip(1).Aggregate(1L, (a, b) => a * b));
            var bias = state[key.Replace(".weight", ".bias", StringComparison.Ordinal)];
            Assert.InRange(weight.abs().max().item<float>() / bound, weight.numel() > 50 ? 0.9 : 0, 1.000001);
            Assert.InRange(bias.abs().max().item<float>() / bound, 0, 1.000001);
        }
    }

    [Fact]
    public void Convolutions_of_resnet18_start_normal_by_their_fan_out()
    {
        using var scope = NewDisposeScope();
        using var network = Build("resnet18", 3);
        var state = StateDict.Of(network).ToDictionary(entry => entry.Name, entry => entry.Tensor.detach());
        Assert.InRange(state["conv1.weight"].std().item<float>() / Math.Sqrt(2.0 / (7 * 7 * 64)), 0.97, 1.03);
        Assert.InRange(state["layer4.1.conv2.weight"].std().item<float>() / Math.Sqrt(2.0 / (3 * 3 * 512)), 0.99, 1.01);
        Assert.InRange(state["fc.weight"].abs().max().item<float>() * Math.Sqrt(512), 0.99, 1.000001);
    }

    [Fact]
    public void The_tail_of_resnet18_is_its_last_stage_and_its_heads()
    {
        using var network = Build("resnet18", 1);
        network.SetTrainable(TrainableLayers.Tail);
        Assert.Equal(8_908_730, network.TrainableParameters().Sum(parameter => parameter.numel()));
        Assert.Equal(19, network.TrainableParameters().Count());
        network.SetTrainable(TrainableLayers.All);
        Assert.Equal(11_691_514, network.TrainableParameters().Sum(parameter => parameter.numel()));
    }

    [Fact]
    public void A_network_without_a_tail_cannot_train_its_tail()
    {
        using var network = Build("ConvNet", 1);
        Assert.False(network.Architecture.HasTail);
        Assert.Throws<ArgumentException>(() => network.SetTrainable(TrainableLayers.Tail));
    }

    [Fact]
    public void Frozen_batch_normalisation_still_follows_what_it_sees_while_training()
    {
        using var scope = NewDisposeScope();
        using var network = Build("resnet18", 1);
        network.SetTrainable(TrainableLayers.Tail);
        var state = StateDict.Of(network).ToDictionary(entry => entry.Name, entry => entry.Tensor);
        var before = state["bn1.running_mean"].clone();
        network.eval();
        network.call(Noise.Uniform(2, 1, 224, 224));
        Assert.True(before.Equals(state["bn1.running_mean"]));
        network.train();
        network.call(Noise.Uniform(2, 1, 224, 224));
        Assert.False(before.Equals(state["bn1.running_mean"]));
        Assert.Equal(1, state["layer1.0.bn2.num_batches_tracked"].item<long>());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Training_and_evaluating_leave_no_tensors_behind(string name)
    {
        using var network = Build(name, 1);
        using var generator = new Generator(1);
        network.DropoutGenerator = generator;
        Round();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Round();
        Round();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        void Round()
        {
            using var scope = NewDisposeScope();
            network.train();
            network.call(Noise.Uniform(2, 1, 224, 224)).sum().backward();
            network.eval();
            using var noGradient = no_grad();
            network.call(Noise.Uniform(2, 1, 224, 224));
        }
    }

    [Fact]
    public void Dropout_masks_come_from_the_generator_alone()
    {
        using var scope = NewDisposeScope();
        var first = Masked(9);
        Drawing.Alone(() => torch.random.manual_seed(12345));
        Assert.Equal(first, Masked(9));
        Assert.NotEqual(first, Masked(10));
        Assert.InRange(first.Count(value => value == 0) / (double)first.Length, 0.23, 0.27);
        Assert.All(first, value => Assert.True(value is 0 or 1 / 0.75f));

        static float[] Masked(ulong seed)
        {
            using var generator = new Generator(seed);
            var dropout = new SeededDropout(0.25) { Generator = generator };
            return dropout.call(ones(100, 100)).data<float>().ToArray();
        }
    }

    [Fact]
    public void Dropout_does_nothing_while_evaluating_and_needs_a_generator_while_training()
    {
        using var scope = NewDisposeScope();
        var dropout = new SeededDropout(0.5);
        Assert.Throws<InvalidOperationException>(() => dropout.call(ones(3)));
        dropout.eval();
        Assert.True(ones(3).Equals(dropout.call(ones(3))));
    }

    private static SliceNetwork Build(string name, ulong seed) => NetworkFactory.Build(ArchitectureTable.Find(name)!, new NetworkOptions(0), seed);

    private static byte[] Bytes(string name, ulong seed)
    {
        using var network = Build(name, seed);
        return [.. StateDict.Of(network).SelectMany(entry => entry.Tensor.bytes.ToArray())];
    }
}
