using System.Security.Cryptography;
using System.Text;
using SliceActors.Learning.Networks;

namespace SliceActors.Learning.Weights;

/// <summary>The parameters and buffers of a network that lie before its tail.</summary>
internal static class FrozenState
{
    /// <summary>SHA-256, in lower-case hexadecimal digits, over their names, shapes and values.</summary>
    /// <param name="network">On any device.</param>
    public static string Digest(SliceNetwork network)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, tensor) in StateDict.Of(network).Where(entry => !network.Architecture.IsOfTail(entry.Name)))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name} {tensor.dtype} [{string.Join(", ", tensor.shape)}]\n"));
            hash.AppendData(tensor.cpu().contiguous().bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
