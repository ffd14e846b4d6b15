using SliceActors.Learning.Native;
using TorchSharp;

namespace SliceActors.Learning.Networks;

/// <summary>Makes networks whose random start depends on the seed alone.</summary>
internal static class NetworkFactory
{
    /// <summary>Held by whoever draws from the one default generator of the process, as all initialisers do.</summary>
    internal static readonly Lock DefaultGenerator = new();

    /// <summary>Makes a network with random weights on the CPU, in training mode, with every layer learning.</summary>
    /// <param name="architecture">Its kind.</param>
    /// <param name="options">Its options.</param>
    /// <param name="seed">The same seed gives the same bits, whatever runs beside it.</param>
    public static SliceNetwork Build(Architecture architecture, NetworkOptions options, ulong seed)
    {
        NativeLoader.Load();
        lock (DefaultGenerator)
        {
            // Layers outlive every scope of the thread that happens to make them; what their initialisers leave behind does not.
            using var scope = torch.NewDisposeScope();
            torch.random.manual_seed(unchecked((long)seed));
            var network = architecture.Build(options);
            network.KeepAlive();
            return network;
        }
    }
}
