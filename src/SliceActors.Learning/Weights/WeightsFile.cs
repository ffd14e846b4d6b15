using SliceActors.Imaging.PyTorch;
using SliceActors.Runs.Errors;

namespace SliceActors.Learning.Weights;

/// <summary>A file of weights: a state dictionary, or a checkpoint that holds one under <c>model</c>.</summary>
/// <param name="Path">The file.</param>
/// <param name="Tensors">Its tensors by name, in the order of the file.</param>
internal sealed record WeightsFile(string Path, IReadOnlyDictionary<string, TorchTensor> Tensors)
{
    /// <summary>Reads either container format of <c>torch.save</c>.</summary>
    /// <exception cref="BadInputException">Not such a file, damaged, or it holds something else.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static WeightsFile Read(string path) => Of(path, TorchFile.Read(path));

    /// <summary>Reads the content of a file.</summary>
    /// <param name="path">What errors call it.</param>
    /// <param name="content">The whole file; the tensors view it.</param>
    /// <exception cref="BadInputException">As for a path.</exception>
    public static WeightsFile Read(string path, ReadOnlyMemory<byte> content) => Of(path, TorchFile.Read(content, path));

    private static WeightsFile Of(string path, PythonValue root)
    {
        var state = root is PythonDict checkpoint && checkpoint.TryGet("model", out var model) ? model : root;
        if (state is not PythonDict { Count: > 0 } dictionary)
        {
            throw Bad(path, "it holds no dictionary");
        }

        var tensors = new OrderedDictionary<string, TorchTensor>();
        foreach (var (key, value) in dictionary)
        {
            if (key is not PythonText name || value is not TorchTensor tensor)
            {
                throw Bad(path, $"the entry {(key is PythonText text ? text.Value : key)} is no tensor");
            }

            tensors.Add(name.Value, tensor);
        }

        return new WeightsFile(path, tensors);
    }

    private static BadInputException Bad(string path, string found) => new(
        new Finding(path, null, found, "expected a state dictionary (torch.save(network.state_dict(), …)) or a checkpoint that has one under 'model'"));
}
