using SliceActors.Imaging.PyTorch;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Weights;
using SliceActors.Runs.Errors;
using SliceActors.Testing;
using static TorchSharp.torch;

namespace SliceActors.Learning.Tests.Weights;

public sealed class InitialWeightsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SliceNetwork source = StateFiles.Network(seed: 1);
    private readonly SliceNetwork target = StateFiles.Network(seed: 2);

    private string Path => folder.File("weights.pth");

    public void Dispose()
    {
        source.Dispose();
        target.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_state_dictionary_and_a_checkpoint_give_the_same_bits(bool checkpoint)
    {
        PythonValue state = StateFiles.State(source);
        StateFiles.Write(Path, checkpoint ? new PythonDict { { "model", state }, { "epoch", 3 } } : state);
        InitialWeights.Load(target, Path);
        Assert.Equal(StateFiles.Bytes(source), StateFiles.Bytes(target));
    }

    [Fact]
    public void Loaded_parameters_still_learn()
    {
        StateFiles.Write(Path, StateFiles.State(source));
        InitialWeights.Load(target, Path);
        Assert.All(target.parameters(), parameter => Assert.True(parameter.requires_grad && parameter.is_leaf));
    }

    [Fact]
    public void Counters_of_batch_normalisation_may_be_absent()
    {
        StateFiles.Write(Path, StateFiles.State(source, name => !name.EndsWith("num_batches_tracked", StringComparison.Ordinal)));
        InitialWeights.Load(target, Path);
        Assert.Equal(StateFiles.Bytes(source), StateFiles.Bytes(target));
    }

    [Fact]
    public void Everything_that_does_not_fit_is_named_at_once_and_nothing_is_copied()
    {
        var state = StateFiles.State(source, name => name is not ("features.0.weight" or "features.1.bias" or "classifier.2.bias"));
        state.Add("classifier.2.bias", TorchTensor.Contiguous(TorchDtype.Float32, [3], new byte[12]));
        state.Add("features.99.weight", TorchTensor.Contiguous(TorchDtype.Float32, [1], new byte[4]));
        StateFiles.Write(Path, state);
        var before = StateFiles.Bytes(target);
        var error = Assert.Throws<BadInputException>(() => InitialWeights.Load(target, Path));
        Assert.Equal(
            [
                "tensors missing: features.0.weight, features.1.bias",
                "tensors not part of the network: features.99.weight",
                "tensors of another shape or type: classifier.2.bias Float32 [3] instead of [2]",
            ],
            error.Findings.Select(finding => finding.Found));
        Assert.All(error.Findings, finding => Assert.Equal(Path, finding.Where));
        Assert.Equal(before, StateFiles.Bytes(target));
    }

    [Fact]
    public void Files_without_weights_are_refused()
    {
        Refused(3);
        Refused(new PythonDict());
        Refused(new PythonDict { { "epoch", 3 } });
        File.WriteAllText(Path, "no weights");
        Assert.Throws<BadInputException>(() => InitialWeights.Load(target, Path));

        void Refused(PythonValue value)
        {
            StateFiles.Write(Path, value);
            Assert.Throws<BadInputException>(() => InitialWeights.Load(target, Path));
        }
    }

    [Fact]
    public void Published_weights_of_resnet18_leave_its_own_head_as_it_started()
    {
        using var published = StateFiles.Network("resnet18", 3);
        using var network = StateFiles.Network("resnet18", 4);
        using var scope = NewDisposeScope();
        var head = Head();
        StateFiles.Write(Path, StateFiles.State(published, name => !name.StartsWith("fc_out", StringComparison.Ordinal)));
        InitialWeights.Load(network, Path);
        Assert.Equal(head, Head());
        var pairs = StateDict.Of(published).Zip(StateDict.Of(network)).Where(pair => !pair.First.Name.StartsWith("fc_out", StringComparison.Ordinal));
        Assert.All(pairs, pair => Assert.True(pair.First.Tensor.Equals(pair.Second.Tensor)));

        byte[] Head() => [.. StateDict.Of(network).Where(entry => entry.Name.StartsWith("fc_out", StringComparison.Ordinal))
            .SelectMany(entry => entry.Tensor.bytes.ToArray())];
    }

    [Fact]
    public void Half_a_head_is_an_error()
    {
        using var network = StateFiles.Network("resnet18", 4);
        StateFiles.Write(Path, StateFiles.State(network, name => name != "fc_out.bias"));
        var finding = Assert.Single(Assert.Throws<BadInputException>(() => InitialWeights.Load(network, Path)).Findings);
        Assert.Equal("tensors missing: fc_out.bias", finding.Found);
    }

    [Fact]
    public void A_trained_network_without_its_head_is_an_error()
    {
        using var network = StateFiles.Network("resnet18", 4);
        StateFiles.Write(Path, StateFiles.State(network, name => !name.StartsWith("fc_out", StringComparison.Ordinal)));
        var finding = Assert.Single(Assert.Throws<BadInputException>(() => InitialWeights.LoadTrained(network, Path)).Findings);
        Assert.Equal("tensors missing: fc_out.weight, fc_out.bias", finding.Found);
    }

    [SkippableTheory]
    [InlineData("_use_new_zipfile_serialization=False")]
    [InlineData("_use_new_zipfile_serialization=True")]
    public void Both_containers_that_Python_writes_are_read(string container)
    {
        var ours = folder.File("ours.pth");
        StateFiles.Write(ours, StateFiles.State(source));
        Python.Run("torch", 
            $"import sys, torch; s = torch.load(sys.argv[1]); s['classifier.2.bias'] = s['classifier.2.bias'].double(); torch.save(s, sys.argv[2], {container})",
            ours,
            Path);
        InitialWeights.Load(target, Path);
        Assert.Equal(StateFiles.Bytes(source), StateFiles.Bytes(target));
    }

    [SkippableFact]
    public void The_same_network_in_Python_gives_the_same_logits()
    {
        StateFiles.Write(Path, StateFiles.State(source));
        var printed = Python.Run("torch", 
            """
            import sys, torch
            from torch import nn
            layers = []
            for i, o in [(1, 8), (8, 16), (16, 32), (32, 64), (64, 64)]:
                layers += [nn.Conv2d(i, o, 3, padding=1), nn.Conv2d(o, o, 3, padding=1), nn.BatchNorm2d(o), nn.LeakyReLU(), nn.MaxPool2d(2, 2)]
            class Net(nn.Module):
                def __init__(self):
                    super().__init__()
                    self.features = nn.Sequential(*layers)
                    self.classifier = nn.Sequential(nn.Flatten(), nn.Dropout(0), nn.Linear(3136, 2))
            net = Net()
            net.load_state_dict(torch.load(sys.argv[1]))
            net.eval()
            x = torch.linspace(0, 1, 224 * 224).reshape(1, 1, 224, 224)
            print(*net.classifier(net.features(x)).detach().numpy()[0])
            """,
            Path);
        using var scope = NewDisposeScope();
        source.eval();
        using var noGradient = no_grad();
        var logits = source.call(linspace(0, 1, 224 * 224).reshape(1, 1, 224, 224)).data<float>().ToArray();
        var peers = printed.Split(' ').Select(text => float.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
        Assert.All(peers.Zip(logits), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
    }
}
