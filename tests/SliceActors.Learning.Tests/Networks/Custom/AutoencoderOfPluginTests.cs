using SliceActors.Learning.Networks;
using SliceActors.Learning.Networks.Custom;
using SliceActors.Learning.Objectives;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;
using static TorchSharp.torch;

namespace SliceActors.Learning.Tests.Networks.Custom;

[Collection(DefaultGeneratorGroup.Name)]
public sealed class AutoencoderOfPluginTests
{
    [Fact]
    public void A_sequence_that_can_be_mirrored_passes_the_trial() =>
        Assert.Equal(string.Empty, CustomFiles.Found(CustomFiles.Plugin("small_vgg", dropout: 0.5), NetworkType.Autoencoder));

    [Theory]
    [InlineData("elu", "x fails: An autoencoder cannot be made of a network with a layer of kind ELU.; a convolutional part that can be mirrored: Conv2d, ")]
    [InlineData("none", "x fails: An autoencoder cannot be made of a network without a convolution (Conv2d).")]
    [InlineData("stride", "x: it gives Float32 [1, 1, 223, 223] for 1 slices; float32 pictures [1, 1, 224, 224]")]
    public void A_sequence_that_cannot_be_mirrored_is_found_first_though_a_classifier_can_be_made_of_it(string kind, string expected)
    {
        var architecture = PluginAssembly.Offer("x.dll", [new Plugin(kind)], [])![0];

        Assert.Empty(Found(new Classification()));
        Assert.Contains(expected, Assert.Single(Found(new Reconstruction())).ToString(), StringComparison.Ordinal);

        List<Finding> Found(Objective objective)
        {
            var findings = new List<Finding>();
            NetworkProbe.Check(architecture, objective, new NetworkOptions(0), "x.dll", "x", findings);
            return findings;
        }
    }

    private sealed class Plugin(string kind) : ISequentialNetworkPlugin
    {
        public string Name => "x";

        public int InputChannels => 1;

        public IReadOnlyList<nn.Module<Tensor, Tensor>> BuildFeatures(NetworkOptions options) => kind switch
        {
            "elu" => [nn.Conv2d(1, 2, 3, padding: 1), nn.ELU(), nn.MaxPool2d(8, 8)],
            "none" => [nn.BatchNorm2d(1), nn.MaxPool2d(8, 8)],
            _ => [nn.Conv2d(1, 2, 3, stride: 2, padding: 1), nn.ReLU()],
        };

        public IReadOnlyList<nn.Module<Tensor, Tensor>> BuildClassifier(NetworkOptions options, int values) => [nn.Flatten(), nn.Linear(values, NetworkOptions.Classes)];
    }
}
