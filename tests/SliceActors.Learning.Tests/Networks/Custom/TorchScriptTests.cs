using System.IO.Compression;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Networks.Custom;
using SliceActors.Learning.Tests.Weights;
using SliceActors.Learning.Weights;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;
using SliceActors.Testing;
using static TorchSharp.torch;

namespace SliceActors.Learning.Tests.Networks.Custom;

[Collection(DefaultGeneratorGroup.Name)]
public sealed class TorchScriptTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_script_keeps_the_names_and_the_weights_of_its_file()
    {
        using var network = Build(CustomFiles.Script());
        using var other = Build(CustomFiles.Script(), seed: 9);

        Assert.Equal(
            "conv.bias, conv.weight, fc.bias, fc.weight, hidden.bias, hidden.weight, layer_norm.bias, layer_norm.weight, norm.bias, norm.num_batches_tracked, norm.running_mean, norm.running_var, norm.weight",
            string.Join(", ", StateDict.Of(network).Select(entry => entry.Name).Order(StringComparer.Ordinal)));
        Assert.Equal(StateFiles.Bytes(network), StateFiles.Bytes(other));
        Assert.Equal(1, network.Architecture.InputChannels);
        Assert.Equal(string.Empty, CustomFiles.Found(CustomFiles.Script()));
    }

    [Fact]
    public void Dropout_and_gradients_of_a_script_depend_on_the_seed_alone_and_not_on_what_ran_before()
    {
        using var network = Build(CustomFiles.Script());
        var first = Step(network, 3);

        Assert.All(Enumerable.Range(0, 4), _ => Assert.Equal(first, Step(network, 3)));
        Assert.NotEqual(first, Step(network, 4));
        using var fresh = Build(CustomFiles.Script());
        random.manual_seed(77);
        Assert.Equal(first, Step(fresh, 3));
    }

    [Fact]
    public void Scripts_that_draw_random_numbers_give_the_same_masks_side_by_side()
    {
        using var alone = Build(CustomFiles.Script());
        var expected = Step(alone, 3);
        var found = new byte[4][];
        var threads = Enumerable.Range(0, found.Length).Select(index => new Thread(() =>
        {
            Native.LibtorchForTests.Load();
            using var network = Build(CustomFiles.Script());
            for (var round = 0; round < 20; round++)
            {
                found[index] = Step(network, 3);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.All(found, bytes => Assert.Equal(expected, bytes));
    }

    [Fact]
    public void Training_and_evaluating_a_script_leave_no_tensors_behind()
    {
        using var network = Build(CustomFiles.Script());
        Step(network, 1);
        var before = TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Step(network, 1);
        Step(network, 1);

        Assert.Equal(before, TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Files_that_are_no_scripts_are_found()
    {
        File.WriteAllText(folder.File("text.pt"), "hello");
        File.WriteAllBytes(folder.File("cut.pt"), File.ReadAllBytes(CustomFiles.SmallScript)[..4000]);
        using (var network = StateFiles.Network())
        {
            StateFiles.Write(folder.File("weights.pt"), StateFiles.State(network));
        }

        Assert.Contains("this is no TorchScript file, or it is damaged", CustomFiles.Found(CustomFiles.Script(folder.File("text.pt"))), StringComparison.Ordinal);
        Assert.Contains("this is no TorchScript file, or it is damaged", CustomFiles.Found(CustomFiles.Script(folder.File("cut.pt"))), StringComparison.Ordinal);
        Assert.Contains("holds no code; perhaps it holds weights only", CustomFiles.Found(CustomFiles.Script(folder.File("weights.pt"))), StringComparison.Ordinal);
        Assert.Contains("cannot be read", CustomFiles.Found(CustomFiles.Script(folder.File("none.pt"))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_whose_code_fails_says_the_sentence_and_not_the_stack()
    {
        var file = Edited("torch.flatten(", "torch.reshape(");

        var found = CustomFiles.Found(CustomFiles.Script(file));

        Assert.Contains("the network fails:", found, StringComparison.Ordinal);
        Assert.Single(found.Split('\n'));
    }

    [Fact]
    public void Options_that_a_script_decides_itself_are_found()
    {
        Assert.Contains("--dropout: a rate of dropout for a TorchScript file", CustomFiles.Found(CustomFiles.Script() with { Dropout = 0.2 }), StringComparison.Ordinal);
        Assert.Contains("--plugin: a plugin, and", CustomFiles.Found(CustomFiles.Plugin(CustomFiles.SmallScript)), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("nn.Sequential(nn.Flatten(), nn.Linear(3 * 224 * 224, 2))", "")]
    [InlineData("nn.Sequential(nn.Flatten(), nn.Linear(2 * 224 * 224, 2))", "the network fails: RuntimeError: mat1 and mat2 shapes cannot be multiplied")]
    [InlineData("nn.Sequential(nn.Flatten(), nn.Linear(224 * 224, 3))", "it gives Float32 [1, 3] for 1 slices")]
    [InlineData("nn.Sequential(nn.Flatten(), nn.Linear(224 * 224, 2).double())", "the network fails: RuntimeError: mat1 and mat2 must have the same dtype")]
    public void What_Python_scripts_is_tried(string module, string expected)
    {
        var file = folder.File("python.pt");
        Python.Run("torch", $"import sys, torch\nfrom torch import nn\ntorch.jit.script({module}).save(sys.argv[1])", file);

        var found = CustomFiles.Found(CustomFiles.Script(file));

        Assert.True(expected.Length == 0 ? found.Length == 0 : found.Contains(expected, StringComparison.Ordinal) || found.Contains("is of type Float64", StringComparison.Ordinal), found);
    }

    [SkippableTheory]
    [InlineData("torch.jit.trace(net.train(), torch.rand(2, 1, 224, 224), check_trace=False)", "it draws random numbers while it is evaluated")]
    [InlineData("torch.jit.freeze(torch.jit.script(net.eval()))", "it has no parameters")]
    public void Scripts_that_lost_their_training_mode_are_found(string how, string expected)
    {
        var file = folder.File("python.pt");
        Python.Run("torch", $"import sys, torch\nfrom torch import nn\nnet = nn.Sequential(nn.Flatten(), nn.Dropout(0.5), nn.Linear(224 * 224, 2))\n{how}.save(sys.argv[1])", file);

        Assert.Contains(expected, CustomFiles.Found(CustomFiles.Script(file)), StringComparison.Ordinal);
    }

    private static SliceNetwork Build(NetworkSpec network, ulong seed = 1)
    {
        var findings = new List<Finding>();
        var architecture = ArchitectureLookup.Find(network, findings);
        Assert.Empty(findings);
        return NetworkFactory.Build(architecture!, new NetworkOptions(0), seed);
    }

    /// <summary>Logits and gradients of a training step that leaves the network as it was, but for what its normalisation saw.</summary>
    private static byte[] Step(SliceNetwork network, ulong seed)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(seed);
        using var images = new Generator(1);
        foreach (var parameter in network.parameters())
        {
            parameter.grad = null;
        }

        network.DropoutGenerator = generator;
        network.train();
        var logits = network.call(rand([2, 1, 224, 224], generator: images));
        logits.sum().backward();
        return [.. logits.bytes.ToArray(), .. network.parameters().SelectMany(parameter => parameter.grad!.contiguous().bytes.ToArray())];
    }

    /// <summary>The small script with another text in its code.</summary>
    private string Edited(string text, string other)
    {
        var path = folder.File("edited.pt");
        using var source = ZipFile.OpenRead(CustomFiles.SmallScript);
        using var target = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var entry in source.Entries)
        {
            using var from = entry.Open();
            using var to = target.CreateEntry(entry.FullName, CompressionLevel.NoCompression).Open();
            if (entry.FullName.EndsWith(".py", StringComparison.Ordinal))
            {
                using var reader = new StreamReader(from);
                to.Write(System.Text.Encoding.UTF8.GetBytes(reader.ReadToEnd().Replace(text, other, StringComparison.Ordinal)));
            }
            else
            {
                from.CopyTo(to);
            }
        }

        return path;
    }
}
