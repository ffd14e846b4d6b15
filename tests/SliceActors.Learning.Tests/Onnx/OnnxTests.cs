using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Networks.Custom;
using SliceActors.Learning.Onnx;
using SliceActors.Learning.Tests.Networks;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace SliceActors.Learning.Tests.Onnx;

public sealed class OnnxTests
{
    private const int Slices = 3;

    public static TheoryData<string> Names => [.. ArchitectureTable.All.Select(architecture => architecture.Name)];

    public static TheoryData<string> NamesOfAutoencoders => [.. ArchitectureTable.All.Where(architecture => architecture.HasFeatures).Select(architecture => architecture.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Onnxruntime_gives_the_logits_of_each_built_in_network(string name) =>
        AssertSame(NetworkFactory.Build(ArchitectureTable.Find(name)!, new NetworkOptions(0.3), 1), NetworkGraph.Logits);

    [Theory]
    [MemberData(nameof(NamesOfAutoencoders))]
    public void Onnxruntime_gives_the_pictures_of_each_autoencoder(string name) =>
        AssertSame(NetworkFactory.BuildAutoencoder(ArchitectureTable.Find(name)!, new NetworkOptions(0), 1), NetworkGraph.Reconstruction);

    [Fact]
    public void Onnxruntime_gives_the_logits_of_a_plugin_that_has_a_layer_of_each_kind() =>
        AssertSame(NetworkFactory.Build(Offer(new Plugin(Drawing.Alone(Kinds), 8 * 4)), new NetworkOptions(0), 1), NetworkGraph.Logits);

    [Fact]
    public void Onnxruntime_gives_the_pictures_of_an_autoencoder_whose_windows_do_not_reach_the_last_row()
    {
        var layers = Drawing.Alone<nn.Module<Tensor, Tensor>[]>(() => [nn.Conv2d(1, 2, 3), nn.ReLU(), nn.MaxPool2d(5, 5), nn.Conv2d(2, 3, 4, stride: 2), nn.LeakyReLU(0.1)]);
        AssertSame(NetworkFactory.BuildAutoencoder(Offer(new Plugin(layers, 3 * 21 * 21)), new NetworkOptions(0), 1), NetworkGraph.Reconstruction);
    }

    [Fact]
    public void What_is_known_of_a_network_stands_in_its_file()
    {
        using var network = NetworkFactory.Build(ConvNet.Entry, new NetworkOptions(0), 1);
        using var session = new InferenceSession(Write(network));

        var facts = session.ModelMetadata;
        Assert.Equal(("slice-actors", "made for a test", "ConvNet"), (facts.ProducerName, facts.Description, facts.GraphName));
        Assert.Equal("axial", facts.CustomMetadataMap["direction"]);
        Assert.Equal([-1, 1, 224, 224], session.InputMetadata[NetworkGraph.Slice].Dimensions);
    }

    [Theory]
    [InlineData("softplus", "layer features.0: a Softplus")]
    [InlineData("reflect", "layer features.0: a convolution that pads with Reflect")]
    [InlineData("ceiling", "layer features.0: a MaxPool2d with ceil_mode")]
    [InlineData("divisor", "layer features.0: an AvgPool2d with ceil_mode or divisor_override")]
    [InlineData("odd", "layer features.0: an AdaptiveAvgPool2d to 5 × 5 that does not divide a map of 224 × 224")]
    [InlineData("early", "layer features.0: a Linear before anything is flat")]
    public void A_layer_without_a_counterpart_is_named(string kind, string expected)
    {
        var layer = Drawing.Alone<nn.Module<Tensor, Tensor>>(() => kind switch
        {
            "softplus" => nn.Softplus(),
            "reflect" => nn.Conv2d(1, 1, 3, padding: 1, padding_mode: TorchSharp.PaddingModes.Reflect),
            "ceiling" => nn.MaxPool2d(2, 2, ceil_mode: true),
            "divisor" => nn.AvgPool2d((2, 2), divisor_override: 3),
            "odd" => nn.AdaptiveAvgPool2d(5),
            _ => nn.Linear(224, 224),
        });
        using var network = NetworkFactory.Build(Offer(new Plugin([layer], 1)), new NetworkOptions(0), 1);

        Assert.Equal(expected, Assert.Throws<UnknownLayerException>(() => Write(network)).Message);
    }

    private static nn.Module<Tensor, Tensor>[] Kinds() =>
    [
        nn.Sequential(nn.Conv2d(1, 4, 4, padding: TorchSharp.Padding.Same), nn.BatchNorm2d(4, affine: false), nn.ELU(0.7)),
        nn.Conv2d(4, 8, 3, stride: 2, padding: 2, dilation: 2, groups: 2, bias: false),
        nn.LeakyReLU(0.2),
        nn.MaxPool2d(3, 2, padding: 1),
        nn.Dropout2d(0.2),
        nn.AvgPool2d((3, 3), (2, 2), (1, 1)),
        nn.Tanh(),
        nn.AvgPool2d((3, 3), (1, 1), (1, 1), count_include_pad: false),
        nn.Identity(),
        nn.AdaptiveAvgPool2d(2),
        nn.Sigmoid(),
    ];

    private static Architecture Offer(INetworkPlugin plugin) => PluginAssembly.Offer("x.dll", [plugin], [])![0];

    /// <summary>
    /// Compares after a few passes in training mode, so that no normalisation is the identity. Of two pixels that are equal but for the last bit either may be the maximum that is put back: then
    /// the pixels around it differ.
    /// </summary>
    private static void AssertSame(SliceNetwork network, string output)
    {
        using var scope = NewDisposeScope();
        using var owned = network;
        using var generator = new Generator(3);
        network.DropoutGenerator = generator;
        var slices = Noise.Uniform(Slices, 1, 224, 224);
        using (no_grad())
        {
            for (var pass = 0; pass < 3; pass++)
            {
                Drawing.Alone(() => network.call(slices));
            }

            network.eval();
            var expected = network.call(slices).contiguous();
            using var session = new InferenceSession(Write(network));
            var given = new DenseTensor<float>(slices.data<float>().ToArray(), [Slices, 1, 224, 224]);
            using var results = session.Run([NamedOnnxValue.CreateFromTensor(NetworkGraph.Slice, given)]);
            var found = Assert.Single(results, result => result.Name == output).AsTensor<float>();

            Assert.Equal(expected.shape, found.Dimensions.ToArray().Select(size => (long)size));
            Assert.True(expected.std().item<float>() > 1e-4);
            var tolerance = output == NetworkGraph.Logits ? 1e-5f : 1e-5f * Math.Max(1, expected.abs().max().item<float>());
            var far = expected.data<float>().ToArray().Zip(found.ToArray()).Count(pair => Math.Abs(pair.First - pair.Second) > tolerance);
            Assert.InRange(far, 0, output == NetworkGraph.Reconstruction ? expected.numel() / 50 : 0);
        }
    }

    private static byte[] Write(SliceNetwork network)
    {
        using var stream = new MemoryStream();
        OnnxFile.Write(stream, network, "1.2.3", "made for a test", new Dictionary<string, string> { ["direction"] = "axial" });
        return stream.ToArray();
    }

    private sealed class Plugin(nn.Module<Tensor, Tensor>[] features, int values) : ISequentialNetworkPlugin
    {
        public string Name => "x";

        public int InputChannels => 1;

        public IReadOnlyList<nn.Module<Tensor, Tensor>> BuildFeatures(NetworkOptions options) => features;

        public IReadOnlyList<nn.Module<Tensor, Tensor>> BuildClassifier(NetworkOptions options, int ignored) =>
            [nn.Flatten(), nn.Linear(values, 6, hasBias: false), nn.BatchNorm1d(6), nn.ReLU(), nn.Dropout(0.1), nn.Linear(6, NetworkOptions.Classes)];
    }
}
