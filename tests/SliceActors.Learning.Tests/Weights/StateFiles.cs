using SliceActors.Imaging.PyTorch;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Weights;

namespace SliceActors.Learning.Tests.Weights;

/// <summary>Makes files of weights.</summary>
internal static class StateFiles
{
    public static SliceNetwork Network(string name = "ConvNet", ulong seed = 1) =>
        NetworkFactory.Build(ArchitectureTable.Find(name)!, new NetworkOptions(0), seed);

    public static byte[] Bytes(SliceNetwork network) => [.. StateDict.Of(network).SelectMany(entry => entry.Tensor.bytes.ToArray())];

    public static PythonDict State(SliceNetwork network, Func<string, bool>? keep = null)
    {
        var state = new PythonDict(ordered: true);
        foreach (var (name, tensor) in StateDict.Of(network).Where(entry => keep?.Invoke(entry.Name) ?? true))
        {
            var dtype = tensor.dtype == TorchSharp.torch.ScalarType.Int64 ? TorchDtype.Int64 : TorchDtype.Float32;
            state.Add(name, TorchTensor.Contiguous(dtype, tensor.shape, tensor.bytes.ToArray()));
        }

        return state;
    }

    /// <summary>Makes the last value of a tensor something else.</summary>
    public static void Spoil(SliceNetwork network, string name, float value)
    {
        using var withoutGradients = TorchSharp.torch.no_grad();
        using var scope = TorchSharp.torch.NewDisposeScope();
        StateDict.Of(network).Single(entry => entry.Name == name).Tensor.view(-1)[-1] = value;
    }

    public static void Write(string path, PythonValue value)
    {
        using var stream = File.Create(path);
        TorchFile.Write(stream, value);
    }
}
