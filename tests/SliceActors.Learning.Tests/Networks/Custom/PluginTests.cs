using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Networks.Custom;
using SliceActors.Learning.Objectives;
using SliceActors.Learning.Tests.Weights;
using SliceActors.Learning.Weights;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;
using SliceActors.Testing;
using static TorchSharp.torch;
using Architecture = SliceActors.Learning.Networks.Architecture;

namespace SliceActors.Learning.Tests.Networks.Custom;

[Collection(DefaultGeneratorGroup.Name)]
public sealed class PluginTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("small_vgg", true, "features.0.weight 4x1x3x3", "classifier.2.weight 2x72")]
    [InlineData("two_views", false, "fine.weight 6x1x3x3", "norm.num_batches_tracked ")]
    public void A_network_of_a_plugin_is_in_the_table_under_its_name_and_keeps_the_names_of_its_tensors(string name, bool hasFeatures, params string[] expected)
    {
        var architecture = Find(CustomFiles.Plugin(name));
        using var network = NetworkFactory.Build(architecture, new NetworkOptions(0), 1);

        Assert.Equal((name, hasFeatures), (network.Architecture.Name, network.Architecture.HasFeatures));
        var state = StateDict.Of(network).Select(entry => $"{entry.Name} {string.Join('x', entry.Tensor.shape)}").ToList();
        Assert.All(expected, key => Assert.Contains(key, state));
        Assert.Equal(network.named_parameters().Count() + network.named_buffers().Count(), state.Count);
        Assert.Equal(string.Empty, CustomFiles.Found(CustomFiles.Plugin(name, dropout: 0.5)));
    }

    [Theory]
    [InlineData("small_vgg")]
    [InlineData("two_views")]
    public void The_seed_alone_decides_the_random_weights(string name)
    {
        Assert.Equal(Start(5), Start(5));
        Assert.NotEqual(Start(5), Start(6));

        byte[] Start(ulong seed)
        {
            using var network = NetworkFactory.Build(Find(CustomFiles.Plugin(name)), new NetworkOptions(0), seed);
            return StateFiles.Bytes(network);
        }
    }

    [Fact]
    public void Built_in_networks_stay_where_they_are_beside_a_plugin() => Assert.Equal("ConvNet", Find(CustomFiles.Plugin("ConvNet")).Name);

    [Fact]
    public void A_name_that_nobody_has_is_found_with_all_that_somebody_has() =>
        Assert.Contains("there is no network VGG16; one of resnet18, Conv4_FC3, Conv5_FC3, ConvNet, glance, glance_tail, small_vgg, two_views", CustomFiles.Found(CustomFiles.Plugin("VGG16")), StringComparison.Ordinal);

    [Fact]
    public void Files_that_are_no_plugins_are_found()
    {
        File.WriteAllText(folder.File("text.dll"), "hello");

        Assert.Contains("this is no .NET assembly", CustomFiles.Found(CustomFiles.Plugin("x", folder.File("text.dll"))), StringComparison.Ordinal);
        Assert.Contains("cannot be read", CustomFiles.Found(CustomFiles.Plugin("x", folder.File("none.dll"))), StringComparison.Ordinal);
        Assert.Contains("cannot be read", CustomFiles.Found(CustomFiles.Plugin("x", folder.Path)), StringComparison.Ordinal);
        Assert.Contains("the assembly has no network", CustomFiles.Found(CustomFiles.Plugin("x", typeof(Finding).Assembly.Location)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plugin_for_another_TorchSharp_is_found()
    {
        var image = File.ReadAllBytes(CustomFiles.SamplePlugin);
        File.WriteAllBytes(folder.File("old.dll"), WithTorchSharp(image, minor: 105));

        Assert.Matches(@"it was built against TorchSharp 0\.105\.\d+\.\d+, and slice-actors has 0\.107", CustomFiles.Found(CustomFiles.Plugin("two_views", folder.File("old.dll"))));
    }

    [Fact]
    public void A_plugin_finds_what_it_needs_beside_it_and_says_so_when_it_is_not_there()
    {
        var plugin = MadePlugin.Write(folder.Path, "made");
        Assert.Equal(3, Find(CustomFiles.Plugin("made", plugin)).InputChannels);

        var lonely = Path.Combine(Directory.CreateDirectory(folder.File("lonely")).FullName, "lonely.dll");
        File.Copy(plugin, lonely);
        Assert.Contains("the assembly cannot be used: Could not load file or assembly 'Made.Parts", CustomFiles.Found(CustomFiles.Plugin("made", lonely)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ConvNet", "as a built-in network")]
    [InlineData("net.pt", "is called 'net.pt'")]
    [InlineData("my net", "is called 'my net'")]
    [InlineData("", "is called ''")]
    public void A_name_that_cannot_be_used_is_found(string name, string found) =>
        Assert.Contains(found, CustomFiles.Found(CustomFiles.Plugin(name, MadePlugin.Write(folder.Path, name))), StringComparison.Ordinal);

    [Fact]
    public void A_constructor_that_throws_is_found() =>
        Assert.Contains("the assembly cannot be used: no licence (InvalidOperationException)", CustomFiles.Found(CustomFiles.Plugin("x", MadePlugin.Write(folder.Path, "x", "no licence"))), StringComparison.Ordinal);

    [Fact]
    public void Two_networks_of_one_name_and_four_channels_are_found()
    {
        var findings = new List<Finding>();

        Assert.Null(PluginAssembly.Offer("a.dll", [new Plugin("a", 1, null!), new Plugin("a", 1, null!), new Plugin("b", 4, null!)], findings));

        Assert.Equal(3, findings.Count);
        Assert.Contains("takes 4 channels; 1 or 3", findings[2].ToString(), StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { "shape", "it gives Float32 [1, 3] for 1 slices; float32 logits [1, 2]" },
        { "type", "it gives Float64 [1, 2] for 1 slices" },
        { "throws", "x fails: what now (FormatException)" },
        { "native", "x fails: mat1 and mat2 shapes cannot be multiplied" },
        { "nothing", "it has no parameters" },
        { "unused", "its logits do not depend on 1.weight, 1.bias" },
        { "dropout", "it draws random numbers that cannot be repeated" },
        { "noise", "it draws random numbers while it is evaluated" },
        { "diverged", "the tensor 1.bias has values that are NaN or infinite" },
        { "infinite", "it answers with values that are NaN or infinite" },
        { "double", "the parameter weight is of type Float64" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_network_that_would_fail_later_is_found_first(string kind, string expected)
    {
        var findings = new List<Finding>();
        var architecture = PluginAssembly.Offer("x.dll", [new Plugin("x", 1, () => Broken(kind))], findings)![0];

        NetworkProbe.Check(architecture, new Classification(), new NetworkOptions(0), "x.dll", "x", findings);

        Assert.Contains(expected, Assert.Single(findings).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_changed_is_never_used()
    {
        var file = folder.File("plugin.dll");
        File.Copy(CustomFiles.SamplePlugin, file);
        var network = CustomFiles.Plugin("two_views", file);
        NetworkCode.CheckUnchanged(network);
        File.WriteAllBytes(file, [.. File.ReadAllBytes(file), 0]);

        Assert.Contains("has changed since the run began", Assert.Throws<BadInputException>(() => NetworkCode.CheckUnchanged(network)).Message, StringComparison.Ordinal);
        Assert.Contains("has changed since the run began", CustomFiles.Found(network), StringComparison.Ordinal);
    }

    private static Architecture Find(NetworkSpec network)
    {
        var findings = new List<Finding>();
        var found = ArchitectureLookup.Find(network, findings);
        Assert.Empty(findings);
        return found!;
    }

    private static nn.Module<Tensor, Tensor> Diverged(TorchSharp.Modules.Linear last)
    {
        using var withoutGradients = no_grad();
        last.bias!.fill_(float.NaN);
        return nn.Sequential(nn.Flatten(), last);
    }

    private static nn.Module<Tensor, Tensor> Broken(string kind)
    {
        const int Pixels = 224 * 224;
        return kind switch
        {
            "shape" => nn.Sequential(nn.Flatten(), nn.Linear(Pixels, 3)),
            "type" => new Answer(x => x.to(float64)),
            "throws" => throw new FormatException("what now"),
            "native" => nn.Sequential(nn.Flatten(), nn.Linear(7, 2)),
            "nothing" => nn.Sequential(nn.Flatten(), nn.AdaptiveAvgPool1d(2)),
            "unused" => new Partial(),
            "dropout" => nn.Sequential(nn.Flatten(), nn.Dropout(0.5), nn.Linear(Pixels, 2)),
            "noise" => new Answer(x => x + rand(1)),
            "diverged" => Diverged(nn.Linear(Pixels, 2)),
            "infinite" => new Answer(x => x / 0),
            "double" => nn.Linear(224, 2, dtype: float64),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    /// <summary>The assembly as if it had been built against another TorchSharp: a row of the table of references begins with its version.</summary>
    private static byte[] WithTorchSharp(byte[] image, ushort minor)
    {
        using var portable = new PEReader(new MemoryStream(image));
        var reader = portable.GetMetadataReader();
        var row = reader.AssemblyReferences.Select((handle, index) => (Reference: reader.GetAssemblyReference(handle), index))
            .Single(entry => reader.GetString(entry.Reference.Name) == "TorchSharp").index;
        var at = portable.PEHeaders.MetadataStartOffset + reader.GetTableMetadataOffset(TableIndex.AssemblyRef) + (row * reader.GetTableRowSize(TableIndex.AssemblyRef));
        BitConverter.GetBytes(minor).CopyTo(image, at + 2);
        return image;
    }

    private sealed class Plugin(string name, int channels, Func<nn.Module<Tensor, Tensor>> build) : INetworkPlugin
    {
        public string Name => name;

        public int InputChannels => channels;

        public nn.Module<Tensor, Tensor> Build(NetworkOptions options) => build();
    }

    private sealed class Answer : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> layers = nn.Sequential(nn.Flatten(), nn.Linear(224 * 224, 2));
        private readonly Func<Tensor, Tensor> change;

        public Answer(Func<Tensor, Tensor> change)
            : base("answer")
        {
            this.change = change;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => change(layers.call(input));
    }

    private sealed class Partial : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> used = nn.Linear(224 * 224, 2);

        public Partial()
            : base("partial")
        {
            register_module("0", used);
            register_module("1", nn.Linear(2, 2));
        }

        public override Tensor forward(Tensor input) => used.call(input.flatten(1));
    }
}
