using System.Text.Json;
using SliceActors.Learning.Batches;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Objectives;
using SliceActors.Learning.Weights;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SliceActors.Learning.Tests.Networks;

public sealed class AutoencoderTests
{
    [Fact]
    public void The_mirror_of_Conv4_FC3_has_the_tensors_of_the_reference()
    {
        using var network = Portable();
        var expected = GoldenFile.Table("networks/repaired_2d_autoencoder_keys.tsv");
        var state = StateDict.Of(network);

        Assert.Equal(expected.Select(row => $"{row["key"]} {row["shape"]}"), state.Select(entry => $"{entry.Name} {string.Join('x', entry.Tensor.shape)}"));
        Assert.All(expected.Zip(state), pair => Assert.Equal(pair.First.Number("sum"), pair.Second.Tensor.to(float64).sum().item<double>(), 1e-6));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_gives_what_the_reference_gives(bool training)
    {
        using var scope = NewDisposeScope();
        using var network = Portable();
        var input = PortableWeights.Input("input.ae2d", 2, 3, 61, 70);
        network.train(training);

        var output = network.call(input);

        Assert.Equal(input.shape, output.shape);
        var values = output.ToFloats();
        Assert.All(
            GoldenFile.Table("networks/repaired_2d_autoencoder_samples.tsv"),
            row => Assert.Equal(row.Number(training ? "train" : "eval"), values[(int)row.Number("index")], 2e-5));
        if (training)
        {
            using var losses = JsonDocument.Parse(File.ReadAllText(GoldenFile.Path("networks/autoencoder_losses.json")));
            var expected = losses.RootElement.GetProperty("mse_mean_train_mode").GetProperty("repaired_2d_autoencoder").GetDouble();
            Assert.Equal(expected, new Reconstruction().Loss(output, input, input).item<float>(), 1e-6);
        }
    }

    [Theory]
    [InlineData("Conv4_FC3", 61, 70)]
    [InlineData("Conv4_FC3", 97, 131)]
    [InlineData("Conv5_FC3", 33, 47)]
    [InlineData("Conv5_FC3", 64, 65)]
    [InlineData("ConvNet", 71, 98)]
    [InlineData("ConvNet", 64, 96)]
    public void Any_size_comes_back_exactly(string name, int height, int width)
    {
        using var scope = NewDisposeScope();
        using var network = Build(name, 1);

        var output = network.call(Noise.Uniform(2, 1, height, width));

        Assert.Equal([2, network.Architecture.InputChannels, height, width], output.shape);
    }

    [Theory]
    [InlineData("Conv4_FC3")]
    [InlineData("Conv5_FC3")]
    [InlineData("ConvNet")]
    public void A_slice_gives_gradients_for_every_parameter(string name)
    {
        using var scope = NewDisposeScope();
        using var network = Build(name, 1);
        var slices = Noise.Uniform(2, 1, SliceNetwork.InputSize, SliceNetwork.InputSize);

        new Reconstruction().Loss(network.call(slices), slices, slices).backward();

        Assert.All(network.parameters(), parameter => Assert.NotNull(parameter.grad));
    }

    [Fact]
    public void Of_two_convolutions_before_an_activation_the_nearer_one_changes_places()
    {
        using var network = Build("ConvNet", 1);
        var decoder = (ModuleList<nn.Module>)network.children().Last();

        Assert.Equal(
            ["CropMaxUnpool2d", "ConvTranspose2d", "CountedBatchNorm2d", "SlopedReLU", "ConvTranspose2d"],
            decoder.Skip(20).Select(layer => layer.GetType().Name));
        Assert.Equal(100, ((SlopedReLU)decoder[3]).Slope, 1e-9);
        var keys = StateDict.Of(network).Select(entry => $"{entry.Name} {string.Join('x', entry.Tensor.shape)}").ToList();
        Assert.All(
            ["encoder.22.running_var 64", "decoder.1.weight 64x64x3x3", "decoder.2.bias 64", "decoder.4.weight 64x64x3x3", "decoder.19.weight 16x8x3x3", "decoder.21.weight 8x8x3x3", "decoder.24.weight 8x1x3x3"],
            key => Assert.Contains(key, keys));
    }

    [Fact]
    public void The_encoder_starts_as_the_classifier_of_the_same_seed_does()
    {
        using var scope = NewDisposeScope();
        using var autoencoder = Build("Conv5_FC3", 9);
        using var classifier = NetworkFactory.Build(ArchitectureTable.Find("Conv5_FC3")!, new NetworkOptions(0), 9);
        var features = StateDict.Of(classifier).Where(entry => entry.Name.StartsWith("features.", StringComparison.Ordinal)).ToList();
        var encoder = StateDict.Of(autoencoder).Where(entry => entry.Name.StartsWith("encoder.", StringComparison.Ordinal)).ToList();

        Assert.Equal(features.Select(entry => entry.Name["features.".Length..]), encoder.Select(entry => entry.Name["encoder.".Length..]));
        Assert.All(features.Zip(encoder), pair => Assert.True(pair.First.Tensor.Equals(pair.Second.Tensor)));
        using var other = Build("Conv5_FC3", 10);
        Assert.False(StateDict.Of(other)[0].Tensor.Equals(encoder[0].Tensor));
    }

    [Fact]
    public void The_seed_decides_the_decoder_too()
    {
        using var one = Build("Conv4_FC3", 4);
        using var same = Build("Conv4_FC3", 4);

        Assert.All(StateDict.Of(one).Zip(StateDict.Of(same)), pair => Assert.True(pair.First.Tensor.Equals(pair.Second.Tensor)));
    }

    [Fact]
    public void A_network_without_a_sequential_part_is_refused_by_name()
    {
        var refused = Assert.Throws<ArgumentException>(() => Build("resnet18", 1));

        Assert.Contains("resnet18", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(6, 8)]
    [InlineData(5, 7)]
    [InlineData(1, 4)]
    public void Gradients_go_back_to_the_maxima_and_nowhere_else(int height, int width)
    {
        using var scope = NewDisposeScope();
        var input = (Noise.Uniform(2, 3, height, width) + 0.1).requires_grad_();
        var weights = Noise.Uniform(2, 3, height, width);
        var (pooled, origin) = new PadMaxPool2d(2, 2).ForwardWithIndices(input);
        var output = new CropMaxUnpool2d().call(pooled, origin);
        (output * weights).sum().backward();

        // The same by hand: each window, the first one cut by the padding, keeps its maximum.
        var (top, left) = (height % 2, width % 2);
        for (var plane = 0; plane < 6; plane++)
        {
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    var (fromY, fromX) = (((y + top) / 2 * 2) - top, ((x + left) / 2 * 2) - left);
                    var isMaximum = true;
                    for (var i = Math.Max(fromY, 0); i < fromY + 2; i++)
                    {
                        for (var j = Math.Max(fromX, 0); j < fromX + 2; j++)
                        {
                            isMaximum &= At(input, i, j) <= At(input, y, x);
                        }
                    }

                    Assert.Equal(isMaximum ? At(input, y, x) : 0, At(output, y, x));
                    Assert.Equal(isMaximum ? At(weights, y, x) : 0, At(input.grad!, y, x));
                }
            }

            float At(Tensor map, int y, int x) => map[plane / 3, plane % 3, y, x].item<float>();
        }
    }

    private static SliceNetwork Build(string name, ulong seed) => NetworkFactory.BuildAutoencoder(ArchitectureTable.Find(name)!, new NetworkOptions(0), seed);

    private static SliceNetwork Portable()
    {
        var network = Build("Conv4_FC3", 0);
        PortableWeights.Fill(network, "ae.");
        return network;
    }
}
