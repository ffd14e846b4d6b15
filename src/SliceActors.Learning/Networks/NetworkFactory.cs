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
    public static SliceNetwork Build(Architecture architecture, NetworkOptions options, ulong seed) => Seeded(() => architecture.Build(options), seed);

    /// <summary>Makes the autoencoder of an architecture in the same way; its encoder starts with the very weights of the network of that seed.</summary>
    /// <exception cref="ArgumentException">The architecture has no sequential convolutional part.</exception>
    /// <inheritdoc cref="Build"/>
    public static SliceNetwork BuildAutoencoder(Architecture architecture, NetworkOptions options, ulong seed) => Seeded(
        () => architecture.Build(options) is SequentialNetwork network
            ? new Autoencoder(network)
            : throw new ArgumentException($"{architecture.Name} has no sequential convolutional part that could be mirrored.", nameof(architecture)),
        seed);

    private static SliceNetwork Seeded(Func<SliceNetwork> build, ulong seed)
    {
        NativeLoader.Load();
        lock (DefaultGenerator)
        {
            // Layers outlive every scope of the thread that happens to make them; what their initialisers leave behind does not.
            using var scope = torch.NewDisposeScope();
            torch.random.manual_seed(unchecked((long)seed));
            var network = build();
            network.KeepAlive();
            return network;
        }
    }
}
