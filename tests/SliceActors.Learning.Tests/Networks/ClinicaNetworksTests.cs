using System.Runtime.InteropServices;
using SliceActors.Imaging.PyTorch;
using SliceActors.Imaging.Slices;
using SliceActors.Learning.Batches;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Weights;
using SliceActors.Runs.Errors;
using SliceActors.Testing;
using static TorchSharp.torch;

namespace SliceActors.Learning.Tests.Networks;

public sealed class ClinicaNetworksTests : IDisposable
{
    private const float Tolerance = 1e-5f;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableTheory]
    [InlineData("Conv5_FC3", 3, 224, 224)]
    [InlineData("Conv5_FC3", 1, 208, 179)]
    [InlineData("Conv4_FC3", 3, 61, 50)]
    [InlineData("Stride_Conv5_FC3", 3, 47, 33)]
    [InlineData("resnet18", 3, 169, 179)]
    public void Networks_of_ClinicaDL_1_answer_as_in_PyTorch(string name, int channels, int rows, int columns)
    {
        ClinicaPeer.WriteLogits(folder.Path, name, channels, rows, columns);
        using var scope = NewDisposeScope();
        using var network = NetworkFactory.Build(ClinicaNetworks.Find(name, channels)!, new NetworkOptions(0.5) { Input = new SliceShape(rows, columns) }, seed: 1);

        InitialWeights.LoadTrained(network, folder.File("model.pth.tar"));
        network.eval();

        var peer = (PythonDict)TorchFile.Read(folder.File("logits.pt"));
        var answers = network.forward(tensor(Floats(peer, "noise"), [2, 1, rows, columns])).ToFloats();
        Assert.All(answers.Zip(Floats(peer, "logits")), pair => Assert.Equal(pair.Second, pair.First, Tolerance));
    }

    [SkippableFact]
    public void The_usual_network_loads_a_file_of_ClinicaDL_1_for_slices_of_its_size()
    {
        ClinicaPeer.WriteLogits(folder.Path, "Conv5_FC3", 3, 200, 224);
        using var network = NetworkFactory.Build(ArchitectureTable.Find("Conv5_FC3")!, new NetworkOptions(0), seed: 1);

        InitialWeights.LoadTrained(network, folder.File("model.pth.tar"));
    }

    [SkippableFact]
    public void A_network_for_slices_of_another_size_is_refused_by_its_linear_layer()
    {
        ClinicaPeer.WriteLogits(folder.Path, "Conv5_FC3", 3, 208, 179);
        using var network = NetworkFactory.Build(ArchitectureTable.Find("Conv5_FC3")!, new NetworkOptions(0), seed: 1);

        var finding = Assert.Single(Assert.Throws<BadInputException>(() => InitialWeights.LoadTrained(network, folder.File("model.pth.tar"))).Findings);

        Assert.Equal("tensors of another shape or type: classifier.2.weight Float32 [1300, 5376] instead of [1300, 6272]", finding.Found);
    }

    [Theory]
    [InlineData("resnet18", 1)]
    [InlineData("Conv5_FC3", 2)]
    [InlineData("VanillaVAE", 3)]
    public void Other_networks_are_not_known(string name, int channels) => Assert.Null(ClinicaNetworks.Find(name, channels));

    private static float[] Floats(PythonDict file, string key)
    {
        Assert.True(file.TryGet(key, out var value));
        var found = (TorchTensor)value!;
        var floats = new float[found.Count];
        found.CopyBytesTo(MemoryMarshal.AsBytes(floats.AsSpan()));
        return floats;
    }
}
