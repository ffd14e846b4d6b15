using SliceActors.Learning.Networks;
using SliceActors.Learning.Weights;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;
using static TorchSharp.torch;

namespace SliceActors.Learning.Transfer;

/// <summary>
/// Which tensors a network takes from a trained one. A classifier takes the encoder of an autoencoder for its convolutional part, buffers included, layer by
/// layer: the encoder counts its layers as the part that it was made from. Otherwise everything is taken.
/// </summary>
internal sealed class TransferredState
{
    private const string Encoder = "encoder.";
    private const string Decoder = "decoder.";
    private const string Features = "features.";

    private readonly bool encoderOnly;
    private readonly string expected;
    private readonly IReadOnlyList<(string Name, Tensor Tensor)> wanted;

    /// <summary>Looks at the tensors of a network.</summary>
    /// <param name="network">The network that starts; it has to outlive this.</param>
    /// <param name="source">What it starts from.</param>
    /// <param name="target">What it is.</param>
    public TransferredState(SliceNetwork network, NetworkType source, NetworkType target)
    {
        encoderOnly = source == NetworkType.Autoencoder && target != NetworkType.Autoencoder;
        expected = $"{(source == NetworkType.Autoencoder ? "an autoencoder" : "a classifier")} of the architecture {network.Architecture.Name}";
        var state = StateDict.Of(network);
        wanted = encoderOnly
            ? [.. state.Where(entry => entry.Name.StartsWith(Features, StringComparison.Ordinal)).Select(entry => (Encoder + entry.Name[Features.Length..], entry.Tensor))]
            : state;
    }

    /// <summary>Whether there is anything that the network could take.</summary>
    public bool IsEmpty => wanted.Count == 0;

    /// <summary>Everything that does not fit.</summary>
    public IReadOnlyList<Finding> Misfits(WeightsFile file) =>
        new StateMatch(wanted, file).Misfits(_ => false, name => encoderOnly && name.StartsWith(Decoder, StringComparison.Ordinal), expected);

    /// <summary>The tensors to take whose values are no numbers; for a file that fits.</summary>
    public IReadOnlyList<Finding> NotNumbers(WeightsFile file) => new StateMatch(wanted, file).NotNumbers();

    /// <summary>Copies a file's values into the network, on whatever device it is.</summary>
    /// <exception cref="BadInputException">Something does not fit; nothing was copied then.</exception>
    public void Load(WeightsFile file)
    {
        var problems = Misfits(file) is { Count: > 0 } misfits ? misfits : NotNumbers(file);
        if (problems.Count > 0)
        {
            throw new BadInputException(problems);
        }

        new StateMatch(wanted, file).Copy();
    }
}
