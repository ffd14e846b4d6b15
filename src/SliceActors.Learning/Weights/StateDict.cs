using static TorchSharp.torch;

namespace SliceActors.Learning.Weights;

/// <summary>The tensors of a network under the names and in the order that PyTorch's <c>state_dict()</c> gives them.</summary>
internal static class StateDict
{
    /// <summary>Of each module its own parameters, then its own buffers, then its children, depth first.</summary>
    /// <param name="module">A network or a part of one. The tensors are its own: do not dispose them.</param>
    public static IReadOnlyList<(string Name, Tensor Tensor)> Of(nn.Module module)
    {
        var entries = new List<(string, Tensor)>();
        Append(module, "", entries);
        return entries;
    }

    private static void Append(nn.Module module, string prefix, List<(string, Tensor)> entries)
    {
        entries.AddRange(module.named_parameters(recurse: false).Select(item => (prefix + item.name, (Tensor)item.parameter)));
        entries.AddRange(module.named_buffers(recurse: false).Select(item => (prefix + item.name, item.buffer)));
        foreach (var (name, child) in module.named_children())
        {
            Append(child, $"{prefix}{name}.", entries);
        }
    }
}
