using SliceActors.Imaging.PyTorch;
using SliceActors.Imaging.Slices;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Tests.Weights;
using SliceActors.Learning.Transfer;
using SliceActors.Learning.Weights;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;
using SliceActors.Testing;

namespace SliceActors.Learning.Tests.Transfer;

public sealed class TransferredStateTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Path => folder.File("model.pth.tar");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("ConvNet", NetworkType.Cnn)]
    [InlineData("ConvNet", NetworkType.Multicnn)]
    [InlineData("resnet18", NetworkType.Cnn)]
    public void A_classifier_takes_every_tensor_of_a_classifier(string architecture, NetworkType target)
    {
        using var source = SourceFolder.Network(NetworkType.Cnn, architecture);
        using var network = StateFiles.Network(architecture);
        StateFiles.Write(Path, new PythonDict { { "model", StateFiles.State(source) }, { "epoch", 3 } });

        Load(network, NetworkType.Cnn, target);

        Assert.Equal(StateFiles.Bytes(source), StateFiles.Bytes(network));
        Assert.All(network.parameters(), parameter => Assert.True(parameter.requires_grad && parameter.is_leaf));
    }

    [Fact]
    public void An_autoencoder_takes_every_tensor_of_an_autoencoder()
    {
        using var source = SourceFolder.Network(NetworkType.Autoencoder, "Conv4_FC3");
        using var network = SourceFolder.Network(NetworkType.Autoencoder, "Conv4_FC3", seed: 6);
        StateFiles.Write(Path, StateFiles.State(source));

        Load(network, NetworkType.Autoencoder, NetworkType.Autoencoder);

        Assert.Equal(StateFiles.Bytes(source), StateFiles.Bytes(network));
    }

    [Theory]
    [InlineData("ConvNet")]
    [InlineData("Conv4_FC3")]
    [InlineData("Conv5_FC3")]
    public void A_classifier_takes_the_encoder_for_its_convolutions_and_keeps_its_own_head(string architecture)
    {
        using var source = SourceFolder.Network(NetworkType.Autoencoder, architecture);
        using var network = StateFiles.Network(architecture);
        using var before = StateFiles.Network(architecture);
        StateFiles.Write(Path, StateFiles.State(source));

        Load(network, NetworkType.Autoencoder, NetworkType.Cnn);

        var encoder = StateDict.Of(source).ToDictionary(entry => entry.Name, entry => entry.Tensor);
        var head = StateDict.Of(before).ToDictionary(entry => entry.Name, entry => entry.Tensor);
        Assert.All(StateDict.Of(network), entry => Assert.True(entry.Tensor.Equals(
            entry.Name.StartsWith("features.", StringComparison.Ordinal) ? encoder[$"encoder.{entry.Name["features.".Length..]}"] : head[entry.Name])));
        Assert.Contains(StateDict.Of(network), entry => entry.Name == "features.2.num_batches_tracked" || entry.Name == "features.1.num_batches_tracked");
        Assert.Equal(encoder.Keys.Count(name => name.StartsWith("encoder.", StringComparison.Ordinal)), StateDict.Of(network).Count(entry => entry.Name.StartsWith("features.", StringComparison.Ordinal)));
    }

    [SkippableTheory]
    [InlineData("Conv5_FC3")]
    [InlineData("Conv4_FC3")]
    public void A_classifier_takes_the_convolutions_of_ClinicaDL_1_and_keeps_its_own_head(string theirs)
    {
        ClinicaPeer.WriteLogits(folder.Path, theirs, 3, 208, 179);
        using var network = StateFiles.Network("Conv5_FC3");
        using var before = StateFiles.Network("Conv5_FC3");

        new TransferredState(network, NetworkType.Cnn, NetworkType.Multicnn, convolutionsOnly: true).Load(WeightsFile.Read(Path));

        using var source = NetworkFactory.Build(ClinicaNetworks.Find(theirs, 3)!, new NetworkOptions(0) { Input = new SliceShape(208, 179) }, seed: 1);
        InitialWeights.LoadTrained(source, Path);
        var (convolutions, head) = (StateDict.Of(source).ToDictionary(entry => entry.Name, entry => entry.Tensor), StateDict.Of(before).ToDictionary(entry => entry.Name, entry => entry.Tensor));
        Assert.All(StateDict.Of(network), entry => Assert.True(entry.Tensor.Equals((entry.Name.StartsWith("features.", StringComparison.Ordinal) ? convolutions : head)[entry.Name])));
    }

    [Fact]
    public void What_does_not_fit_is_named_as_the_file_names_it_and_nothing_is_copied()
    {
        using var source = SourceFolder.Network(NetworkType.Autoencoder);
        using var network = StateFiles.Network();
        var state = StateFiles.State(source, name => name is not ("encoder.2.running_var" or "encoder.0.weight"));
        state.Add("encoder.0.weight", TorchTensor.Contiguous(TorchDtype.Float32, [8, 3, 3, 3], new byte[8 * 27 * 4]));
        state.Add("encoder.77.weight", TorchTensor.Contiguous(TorchDtype.Float32, [1], new byte[4]));
        StateFiles.Write(Path, state);
        var before = StateFiles.Bytes(network);

        var refused = Assert.Throws<BadInputException>(() => Load(network, NetworkType.Autoencoder, NetworkType.Multicnn));

        Assert.Equal(
            [
                "tensors missing: encoder.2.running_var",
                "tensors not part of the network: encoder.77.weight",
                "tensors of another shape or type: encoder.0.weight Float32 [8, 3, 3, 3] instead of [8, 1, 3, 3]",
            ],
            refused.Findings.Select(finding => finding.Found));
        Assert.All(refused.Findings, finding => Assert.Equal("an autoencoder of the architecture ConvNet", finding.Expected));
        Assert.Equal(before, StateFiles.Bytes(network));
    }

    [Fact]
    public void A_whole_network_has_to_be_whole()
    {
        using var source = SourceFolder.Network(NetworkType.Cnn);
        using var network = StateFiles.Network();
        StateFiles.Write(Path, StateFiles.State(source, name => !name.EndsWith("num_batches_tracked", StringComparison.Ordinal)));

        var refused = Assert.Throws<BadInputException>(() => Load(network, NetworkType.Cnn, NetworkType.Cnn));

        Assert.StartsWith("tensors missing: features.2.num_batches_tracked, features.7.num_batches_tracked", Assert.Single(refused.Findings).Found, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_checkpoint_that_Python_saved_is_taken_in_both_containers(bool zip)
    {
        var sums = Python.Run("torch",
            """
            import sys, numpy, torch
            from torch import nn
            layers = []
            for i, o in [(3, 15), (15, 25), (25, 50), (50, 50)]:
                layers += [nn.Conv2d(i, o, 3), nn.BatchNorm2d(o), nn.ReLU(), nn.MaxPool2d(2, 2)]
            class AutoEncoder(nn.Module):
                def __init__(self):
                    super().__init__()
                    self.encoder = nn.Sequential(*layers)
                    self.decoder = nn.Sequential(nn.Identity(), nn.ConvTranspose2d(15, 3, 3))
            torch.manual_seed(3)
            net = AutoEncoder()
            with torch.no_grad():
                for tensor in net.state_dict().values():
                    tensor.copy_(torch.randint(1, 9, tensor.shape) if tensor.dtype == torch.int64 else torch.rand(tensor.shape))
            torch.save({"model": net.state_dict(), "epoch": 1, "valid_loss": 0.5, "valid_acc": numpy.float64(0.5)}, sys.argv[1], _use_new_zipfile_serialization=sys.argv[2] == "True")
            for name, tensor in net.encoder.state_dict().items():
                print(name, repr(tensor.double().sum().item()))
            """,
            Path,
            $"{zip}");
        using var network = StateFiles.Network("Conv4_FC3");

        Load(network, NetworkType.Autoencoder, NetworkType.Cnn);

        var tensors = StateDict.Of(network).ToDictionary(entry => entry.Name, entry => entry.Tensor);
        Assert.All(sums.Split('\n'), line =>
        {
            var (name, sum) = (line.Split(' ')[0], double.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture));
            using var scope = TorchSharp.torch.NewDisposeScope();
            Assert.Equal(sum, tensors[$"features.{name}"].to(TorchSharp.torch.ScalarType.Float64).sum().item<double>(), Math.Abs(sum) * 1e-12);
        });
        Assert.Equal(28, sums.Split('\n').Length);
    }

    private void Load(SliceNetwork network, NetworkType source, NetworkType target) =>
        new TransferredState(network, source, target).Load(WeightsFile.Read(Path));
}
