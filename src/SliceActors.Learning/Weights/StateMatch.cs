using System.Runtime.InteropServices;
using SliceActors.Imaging.PyTorch;
using SliceActors.Runs.Errors;
using static TorchSharp.torch;

namespace SliceActors.Learning.Weights;

/// <summary>Tensors of a network next to those of a file.</summary>
/// <param name="wanted">Tensors of the network, under the names that they have in the file. They are the network's own: nothing here disposes them.</param>
/// <param name="file">The file.</param>
internal sealed class StateMatch(IReadOnlyList<(string Name, Tensor Tensor)> wanted, WeightsFile file)
{
    private const int NamesSaid = 8;

    private readonly WeightsFile file = file.NamedLike(wanted.Select(entry => entry.Name));

    /// <summary>Whether the file has a tensor of that name.</summary>
    public bool Has(string name) => file.Tensors.ContainsKey(name);

    /// <summary>Everything that does not fit: tensors that are missing, too many, or of another shape or type. Any type of floating point fits float32.</summary>
    /// <param name="mayLack">Names that the file need not have.</param>
    /// <param name="mayHave">Further names that the file may have.</param>
    /// <param name="expected">What would be right.</param>
    public List<Finding> Misfits(Func<string, bool> mayLack, Func<string, bool> mayHave, string expected)
    {
        var names = wanted.Select(entry => entry.Name).ToHashSet();
        var findings = new List<Finding>();
        Add("missing", wanted.Select(entry => entry.Name).Where(name => !Has(name) && !mayLack(name)));
        Add("not part of the network", file.Tensors.Keys.Where(name => !names.Contains(name) && !mayHave(name)));
        Add("of another shape or type", wanted
            .Where(entry => file.Tensors.TryGetValue(entry.Name, out var found) && !Fits(found, entry.Tensor))
            .Select(entry => $"{entry.Name} {Text(file.Tensors[entry.Name])} instead of {Text(entry.Tensor.shape)}"));
        return findings;

        void Add(string what, IEnumerable<string> which)
        {
            if (which.ToList() is { Count: > 0 } list)
            {
                findings.Add(new Finding(file.Path, null, $"tensors {what}: {Names(list)}", expected));
            }
        }
    }

    /// <summary>The tensors of which a value is NaN or infinite, or too large for float32: a network that has one answers with nonsense or nothing.</summary>
    /// <returns>One finding or none; call it when everything fits.</returns>
    public IReadOnlyList<Finding> NotNumbers()
    {
        var names = wanted
            .Where(entry => file.Tensors.TryGetValue(entry.Name, out var source) && !IsFinite(source, entry.Tensor))
            .Select(entry => entry.Name)
            .ToList();
        return names.Count == 0
            ? []
            : [new Finding(file.Path, null, $"tensors with values that are NaN or infinite: {Names(names)}", "finite weights: those of a training that did not diverge")];
    }

    /// <summary>Copies the file's values into the network, on whatever device it is; what the file lacks stays. Call it when there are no problems.</summary>
    public void Copy()
    {
        using var noGradient = no_grad();
        foreach (var (name, target) in wanted)
        {
            if (file.Tensors.TryGetValue(name, out var source))
            {
                using var copy = Converted(source, target);
                target.copy_(copy);
            }
        }
    }

    private static bool Fits(TorchTensor found, Tensor target) =>
        found.Shape.SequenceEqual(target.shape)
        && (target.dtype == ScalarType.Int64
            ? found.Dtype == TorchDtype.Int64
            : found.Dtype is TorchDtype.Float32 or TorchDtype.Float64 or TorchDtype.Float16 or TorchDtype.BFloat16);

    private static bool IsFinite(TorchTensor source, Tensor target)
    {
        if (target.dtype == ScalarType.Int64)
        {
            return true;
        }

        using var scope = NewDisposeScope();
        return Converted(source, target).isfinite().all().item<bool>();
    }

    /// <summary>The file's values in the type of the network, on the CPU.</summary>
    private static Tensor Converted(TorchTensor source, Tensor target)
    {
        var copy = empty(target.shape, target.dtype);
        if (target.dtype == ScalarType.Int64)
        {
            source.CopyBytesTo(copy.bytes);
        }
        else
        {
            source.CopyTo(MemoryMarshal.Cast<byte, float>(copy.bytes));
        }

        return copy;
    }

    private static string Names(List<string> names) =>
        names.Count <= NamesSaid ? string.Join(", ", names) : $"{string.Join(", ", names.Take(NamesSaid))} and {names.Count - NamesSaid} more";

    private static string Text(TorchTensor tensor) => $"{tensor.Dtype} {Text(tensor.Shape)}";

    private static string Text(IReadOnlyList<long> shape) => $"[{string.Join(", ", shape)}]";
}
