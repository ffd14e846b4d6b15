using SliceActors.Imaging.PyTorch;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Objectives;
using SliceActors.Learning.Tests.Weights;
using SliceActors.Learning.Transfer;
using SliceActors.Learning.Weights;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;
using static TorchSharp.torch;

namespace SliceActors.Learning.Tests.Transfer;

/// <summary>A result folder with networks of which every tensor, buffers included, differs from every other.</summary>
internal sealed class SourceFolder(string root)
{
    public ResultTree Tree { get; } = new(root);

    /// <summary>A network of any type with values of its own everywhere.</summary>
    public static SliceNetwork Network(NetworkType type, string architecture = "ConvNet", ulong seed = 5)
    {
        var network = Objective.Of(type).Build(ArchitectureTable.Find(architecture)!, new NetworkOptions(0), seed);
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        using var generator = new Generator(seed);
        foreach (var (_, tensor) in StateDict.Of(network))
        {
            tensor.copy_(tensor.dtype == ScalarType.Int64 ? tensor.add((long)seed) : rand(tensor.shape, generator: generator));
        }

        return network;
    }

    /// <summary>Writes the model of a unit.</summary>
    public string Write(UnitId unit, SliceNetwork network, Selection selection = Selection.BestLoss, Func<string, bool>? keep = null)
    {
        var path = Tree.Model(unit, selection);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        StateFiles.Write(path, new PythonDict { { "model", StateFiles.State(network, keep) }, { "epoch", 3 } });
        return path;
    }

    public TransferSource Of(NetworkType type, Selection selection = Selection.BestLoss, string architecture = "ConvNet") => new(Tree, type, architecture, selection);
}
