using System.Globalization;
using SliceActors.Imaging.PyTorch;
using SliceActors.Runs.Errors;

namespace SliceActors.Learning.Weights;

/// <summary>A file of weights: a state dictionary, or a checkpoint that holds one under <c>model</c> or <c>state_dict</c>, whatever lies beside it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Tensors">Its tensors by name, in the order of the file.</param>
internal sealed record WeightsFile(string Path, IReadOnlyDictionary<string, TorchTensor> Tensors)
{
    private const string Wrapper = "module.";

    private static readonly string[] StateNames = ["model", "state_dict"];

    /// <summary>Reads either container format of <c>torch.save</c>.</summary>
    /// <exception cref="BadInputException">Not such a file, damaged, or it holds something else.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static WeightsFile Read(string path) => Of(path, TorchFile.Read(path));

    /// <summary>Reads the content of a file.</summary>
    /// <param name="path">What errors call it.</param>
    /// <param name="content">The whole file; the tensors view it.</param>
    /// <exception cref="BadInputException">As for a path.</exception>
    public static WeightsFile Read(string path, ReadOnlyMemory<byte> content) => Of(path, TorchFile.Read(content, path));

    /// <summary>The same without the prefix that PyTorch's <c>DataParallel</c> gives every tensor, and with the network's names for those of ClinicaDL 1.x.</summary>
    /// <param name="wanted">Names of the network's tensors; where one of them has that prefix, it is the network's own and stays.</param>
    public WeightsFile NamedLike(IEnumerable<string> wanted)
    {
        var names = wanted.ToList();
        var bare = !Tensors.Keys.All(IsWrapped) || names.Exists(IsWrapped) ? this : Renamed(name => name[Wrapper.Length..]);
        return ClinicaNames.Translation(bare.Tensors.Keys, names) is { } translation ? bare.Renamed(translation) : bare;

        static bool IsWrapped(string name) => name.StartsWith(Wrapper, StringComparison.Ordinal);
    }

    private WeightsFile Renamed(Func<string, string> rename)
    {
        var tensors = new OrderedDictionary<string, TorchTensor>();
        foreach (var (name, tensor) in Tensors)
        {
            tensors[rename(name)] = tensor;
        }

        return this with { Tensors = tensors };
    }

    private static WeightsFile Of(string path, PythonValue root)
    {
        if (root is not PythonDict file)
        {
            throw Bad(path, $"it holds {root.Kind()}");
        }

        var (within, state) = StateIn(file);
        if (state.Count == 0)
        {
            throw Bad(path, within is null ? "it holds an empty dictionary" : $"its entry '{within}' is an empty dictionary");
        }

        var tensors = new OrderedDictionary<string, TorchTensor>();
        foreach (var (key, value) in state)
        {
            var name = key is PythonText text ? text.Value : ((PythonInteger)key).Value.ToString(CultureInfo.InvariantCulture);
            if (key is not PythonText || value is not TorchTensor tensor)
            {
                var where = within is null ? "" : $" of '{within}'";
                throw Bad(path, key is PythonText ? $"the entry '{name}'{where} is {value.Kind()}" : $"the entry {name}{where} has a number for a name");
            }

            tensors.Add(name, tensor);
        }

        return new WeightsFile(path, tensors);
    }

    private static (string? Within, PythonDict State) StateIn(PythonDict file)
    {
        foreach (var name in StateNames)
        {
            if (file.TryGet(name, out var entry) && entry is PythonDict state)
            {
                return (name, state);
            }
        }

        return (null, file);
    }

    private static BadInputException Bad(string path, string found) => new(new Finding(
        path, null, found, "a state dictionary (torch.save(network.state_dict(), …)) or a checkpoint that has one under 'model' or 'state_dict'"));
}
