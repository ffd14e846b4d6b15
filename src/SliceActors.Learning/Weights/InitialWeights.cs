using System.Runtime.InteropServices;
using SliceActors.Imaging.PyTorch;
using SliceActors.Learning.Networks;
using SliceActors.Runs;
using static TorchSharp.torch;
using Architecture = SliceActors.Learning.Networks.Architecture;

namespace SliceActors.Learning.Weights;

/// <summary>Starts a network from a file.</summary>
internal static class InitialWeights
{
    /// <summary>
    /// Copies a file's weights over the random ones. Everything must fit, but two things may be absent: a head that published weights do not have (it
    /// keeps its random start), and the counters of batch normalisation, which files before PyTorch 0.4.1 lack (they stay 0; nothing computes with them).
    /// </summary>
    /// <param name="network">The network, on any device.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="BadInputException">Not such a file, or its tensors are not those of the network; nothing was copied then.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static void Load(SliceNetwork network, string path)
    {
        var file = WeightsFile.Read(path);
        var state = StateDict.Of(network);
        var findings = Compare(network.Architecture, state, file);
        if (findings.Count > 0)
        {
            throw new BadInputException(findings);
        }

        using var noGradient = no_grad();
        foreach (var (name, target) in state)
        {
            if (file.Tensors.TryGetValue(name, out var source))
            {
                Copy(source, target);
            }
        }
    }

    private static List<Finding> Compare(Architecture architecture, IReadOnlyList<(string Name, Tensor Tensor)> state, WeightsFile file)
    {
        var names = state.Select(entry => entry.Name).ToHashSet();
        var withoutHead = !architecture.OwnHead.Any(file.Tensors.ContainsKey);
        var missing = state.Select(entry => entry.Name)
            .Where(name => !file.Tensors.ContainsKey(name)
                && !name.EndsWith(".num_batches_tracked", StringComparison.Ordinal)
                && !(withoutHead && architecture.OwnHead.Contains(name)));
        var unexpected = file.Tensors.Keys.Where(name => !names.Contains(name));
        var different = state.Where(entry => file.Tensors.TryGetValue(entry.Name, out var found) && !Fits(found, entry.Tensor))
            .Select(entry => $"{entry.Name} {Text(file.Tensors[entry.Name])} instead of {Text(entry.Tensor.shape)}");
        var findings = new List<Finding>();
        Add("missing", missing);
        Add("not part of the network", unexpected);
        Add("of another shape or type", different);
        return findings;

        void Add(string what, IEnumerable<string> which)
        {
            if (which.ToList() is { Count: > 0 } list)
            {
                findings.Add(new Finding(file.Path, null, $"tensors {what}: {string.Join(", ", list)}", $"expected the weights of a {architecture.Name}"));
            }
        }
    }

    private static bool Fits(TorchTensor found, Tensor target) =>
        found.Shape.SequenceEqual(target.shape)
        && (target.dtype == ScalarType.Int64
            ? found.Dtype == TorchDtype.Int64
            : found.Dtype is TorchDtype.Float32 or TorchDtype.Float64 or TorchDtype.Float16 or TorchDtype.BFloat16);

    private static void Copy(TorchTensor source, Tensor target)
    {
        using var copy = empty(target.shape, target.dtype);
        if (target.dtype == ScalarType.Int64)
        {
            source.CopyBytesTo(copy.bytes);
        }
        else
        {
            source.CopyTo(MemoryMarshal.Cast<byte, float>(copy.bytes));
        }

        target.copy_(copy);
    }

    private static string Text(TorchTensor tensor) => $"{tensor.Dtype} {Text(tensor.Shape)}";

    private static string Text(IReadOnlyList<long> shape) => $"[{string.Join(", ", shape)}]";
}
