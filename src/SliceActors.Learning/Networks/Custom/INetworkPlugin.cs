using static TorchSharp.torch;

namespace SliceActors.Learning.Networks.Custom;

/// <summary>
/// A kind of network that a user adds: a public class with a public parameterless constructor in the assembly named by <c>--plugin</c>. A network that is a
/// plain sequence of layers implements <see cref="ISequentialNetworkPlugin"/> instead, so that an autoencoder can be made of it.
/// </summary>
public interface INetworkPlugin
{
    /// <summary>What the command line calls it: letters, digits, '_', '-' and '.'; not the name of a built-in network.</summary>
    string Name { get; }

    /// <summary>Channels of its first layer: 1, or 3 for a network that sees the grey slice three times.</summary>
    int InputChannels { get; }

    /// <summary>
    /// Makes the network with random weights, on the CPU, in training mode. TorchSharp's default generator was seeded for this very network right before and
    /// belongs to nobody else meanwhile, so TorchSharp's own initialisers are what to use. Called once for every network of a study.
    /// </summary>
    /// <param name="options">What the user chose.</param>
    /// <returns>
    /// Takes float32 [batch, <see cref="InputChannels"/>, 224, 224] in [0, 1] and gives float32 logits [batch, 2], for any batch. Everything that a checkpoint
    /// has to hold is a float32 parameter, or a float32 or int64 buffer, and registered. Dropout is <see cref="SeededDropout"/>: nothing else that draws random
    /// numbers can be repeated.
    /// </returns>
    nn.Module<Tensor, Tensor> Build(NetworkOptions options);
}
