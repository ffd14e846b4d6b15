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
    [InlineData(null)]
    [InlineData("model")]
    [InlineData("state_dict")]
    public void A_state_dictionary_and_a_checkpoint_give_the_same_bits(string? within)
    {
        PythonValue state = StateFiles.State(source);
        StateFiles.Write(Path, within is null ? state : new PythonDict { { "epoch", 3 }, { within, state }, { "optimizer", new PythonDict() }, { "arch", "ConvNet" } });
        InitialWeights.Load(target, Path);
        Assert.Equal(StateFiles.Bytes(source), StateFiles.Bytes(target));
    }

    [Fact]
    public void The_name_of_a_network_beside_its_state_is_no_state()
    {
        StateFiles.Write(Path, new PythonDict { { "model", "ConvNet" }, { "state_dict", StateFiles.State(source) } });
        InitialWeights.Load(target, Path);
        Assert.Equal(StateFiles.Bytes(source), StateFiles.Bytes(target));
    }

    [Fact]
    public void The_prefix_of_DataParallel_is_no_part_of_the_names()
    {
        StateFiles.Write(Path, new PythonDict { { "state_dict", Renamed(StateFiles.State(source), name => $"module.{name}") }, { "epoch", 3 } });
        InitialWeights.Load(target, Path);
        Assert.Equal(StateFiles.Bytes(source), StateFiles.Bytes(target));
    }

    [Fact]
    public void A_prefix_that_only_some_tensors_have_stays()
    {
        StateFiles.Write(Path, Renamed(StateFiles.State(source), name => name == "features.0.bias" ? name : $"module.{name}"));
        Assert.Contains(
            Assert.Throws<BadInputException>(() => InitialWeights.Load(target, Path)).Findings,
            finding => finding.Found.StartsWith("tensors not part of the network: module.features.0.weight, ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("features.2.running_var", float.NaN)]
    [InlineData("features.0.weight", float.PositiveInfinity)]
    [InlineData("classifier.2.bias", float.NegativeInfinity)]
    public void Weights_that_are_no_numbers_are_refused_by_tensor_and_nothing_is_copied(string tensor, float value)
    {
        StateFiles.Spoil(source, tensor, value);
        StateFiles.Write(Path, StateFiles.State(source));
        var before = StateFiles.Bytes(target);

        foreach (var load in new[] { InitialWeights.Load, InitialWeights.LoadTrained })
        {
            var finding = Assert.Single(Assert.Throws<BadInputException>(() => load(target, Path)).Findings);
            Assert.Equal((Path, $"tensors with values that are NaN or infinite: {tensor}"), (finding.Where, finding.Found));
        }

        Assert.Equal(before, StateFiles.Bytes(target));
    }

    [Fact]
    public void A_double_that_no_float_can_hold_is_refused()
    {
        var state = StateFiles.State(source, name => name != "classifier.2.bias");
        state.Add("classifier.2.bias", TorchTensor.Contiguous(TorchDtype.Float64, [2], System.Runtime.InteropServices.MemoryMarshal.AsBytes<double>(new[] { 0, 1e300 }).ToArray()));
        StateFiles.Write(Path, state);
        Assert.Contains("classifier.2.bias", Assert.Single(Assert.Throws<BadInputException>(() => InitialWeights.Load(target, Path)).Findings).Found, StringComparison.Ordinal);
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
        Refused(3, "it holds a whole number");
        Refused(new PythonList("a"), "it holds a list");
        Refused(new PythonDict(), "it holds an empty dictionary");
        Refused(new PythonDict { { "epoch", 3 } }, "the entry 'epoch' is a whole number");
        Refused(new PythonDict { { "net", StateFiles.State(source) }, { "epoch", 3 } }, "the entry 'net' is a dictionary");
        Refused(new PythonDict { { "state_dict", new PythonDict() }, { "epoch", 3 } }, "its entry 'state_dict' is an empty dictionary");
        Refused(new PythonDict { { "state_dict", new PythonDict { { "a", "b" } } } }, "the entry 'a' of 'state_dict' is a text");
        Refused(new PythonDict { { 7, "b" } }, "the entry 7 has a number for a name");
        File.WriteAllText(Path, "no weights");
        Assert.Throws<BadInputException>(() => InitialWeights.Load(target, Path));

        void Refused(PythonValue value, string found)
        {
            StateFiles.Write(Path, value);
            Assert.Equal(found, Assert.Single(Assert.Throws<BadInputException>(() => InitialWeights.Load(target, Path)).Findings).Found);
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

    private static PythonDict Renamed(PythonDict state, Func<string, string> name)
    {
        var renamed = new PythonDict(ordered: true);
        foreach (var (key, value) in state)
        {
            renamed.Add(name(((PythonText)key).Value), value);
        }

        return renamed;
    }
}
