using SliceActors.Learning.Networks;
using SliceActors.Learning.Objectives;
using SliceActors.Learning.Training;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Specs;
using TorchSharp;
using static TorchSharp.torch;

namespace SliceActors.Learning.Tests.Networks;

public sealed class ChannelsLastTests : IDisposable
{
    private const Phases Both = Phases.Training | Phases.Evaluation;

    private const string Loss = "loss";
    private const string Answer = "answer";

    private readonly DisposeScope scope = NewDisposeScope();

    public static TheoryData<string> Networks => [.. ArchitectureTable.All.Select(architecture => architecture.Name)];

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void An_image_keeps_its_values_and_the_first_layer_answers_in_the_same_format(int channels)
    {
        // A part of a larger batch, as evaluations see it.
        var image = Noise(4, channels).narrow(0, 1, 3);
        using var layer = Drawing.Alone(() => nn.Conv2d(channels, 4, 3));

        var turned = ChannelsLast.Of(image);

        Assert.True(turned.equal(image).all().item<bool>());
        Assert.Equal(1, turned.stride(1));
        Assert.Equal(1, layer.call(turned).stride(1));
        Assert.NotEqual(1, layer.call(image).stride(1));
    }

    // libtorch sums the statistics of a batch up in float32 for this format and in float64 for the other: 1e-5 instead of 1e-7 off after one normalisation,
    // which decides some near ties of the poolings behind it otherwise. Answers in evaluation mode have no such sums.
    [Theory]
    [MemberData(nameof(Networks))]
    public void A_network_answers_and_learns_as_in_double_precision(string name)
    {
        var exact = Trained(name, Phases.None, ScalarType.Float64);
        var found = Trained(name, Both, ScalarType.Float32);

        var gradients = exact.Where(entry => entry.Key is not (Loss or Answer)).Sum(entry => entry.Value.norm().item<double>());
        Assert.All(exact.Keys, key =>
        {
            var (size, distance) = (exact[key].norm().item<double>(), (found[key].to(ScalarType.Float64) - exact[key]).norm().item<double>());
            Assert.True(distance <= (key is Loss or Answer ? 1e-5 * size : (1e-2 * size) + (1e-5 * gradients)), $"{key}: {distance} off, of {size}");
        });
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Only_a_study_that_began_so_computes_so(string name)
    {
        Phases Of(MemoryFormats formats)
        {
            var network = NetworkFactory.Build(ArchitectureTable.Find(name)!, new NetworkOptions(0), 1);
            using var learner = new Learner(network, new Classification(), new OptimisationSpec { Seed = 0 }, formats, ComputeDevice.Cpu);
            return network.InChannelsLast;
        }

        Assert.Equal((Phases.None, ArchitectureTable.Find(name)!.ChannelsLast), (Of(MemoryFormats.Contiguous), Of(MemoryFormats.Fastest)));
    }

    private static Dictionary<string, Tensor> Trained(string name, Phases phases, ScalarType type)
    {
        using var network = NetworkFactory.Build(ArchitectureTable.Find(name)!, new NetworkOptions(0), 1);
        network.to(type);
        network.InChannelsLast = phases;
        var image = Noise(3, 1).to(type);
        network.train();
        var loss = nn.functional.cross_entropy(network.forward(image), tensor(new long[] { 0, 1, 0 }));
        loss.backward();
        network.eval();
        using var withoutGradients = no_grad();
        var found = network.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter.grad!.clone());
        found.Add(Loss, loss.detach());
        found.Add(Answer, network.forward(image));
        return found;
    }

    private static Tensor Noise(int items, int channels) => rand([items, channels, SliceNetwork.InputSize, SliceNetwork.InputSize], generator: new Generator(3));
}
