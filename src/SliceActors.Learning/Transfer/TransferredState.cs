using SliceActors.Learning.Networks;
using SliceActors.Learning.Weights;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;
using static TorchSharp.torch;

namespace SliceActors.Learning.Transfer;

/// <summary>
/// Which tensors a network takes from a trained one. A classifier takes the encoder of an autoencoder for its convolutional part, buffers included, layer by
/// layer: the encoder counts its layers as the part that it was made from. Of a classifier everything is taken, or its convolutional part alone.
/// </summary>
internal sealed class TransferredState
{
    private const string Encoder = "encoder.";
    private const string Decoder = "decoder.";
    private const string Features = "features.";
    private const string Classifier = "classifier.";

    private readonly string? leftOut;
    private readonly string expected;
    private readonly IReadOnlyList<(string Name, Tensor Tensor)> wanted;

    /// <summary>Looks at the tensors of a network.</summary>
    /// <param name="network">The network that starts; it has to outlive this.</param>
    /// <param name="source">What it starts from.</param>
    /// <param name="target">What it is.</param>
    /// <param name="convolutionsOnly">Whether of a classifier only the convolutional part is taken.</param>
    public TransferredState(SliceNetwork network, NetworkType source, NetworkType target, bool convolutionsOnly = false)
    {
        var encoderOnly = source == NetworkType.Autoencoder && target != NetworkType.Autoencoder;
        expected = $"{(source == NetworkType.Autoencoder ? "an autoencoder" : "a classifier")} of the architecture {network.Architecture.Name}";
        var state = StateDict.Of(network);
        leftOut = encoderOnly ? Decoder : convolutionsOnly ? Classifier : null;
        wanted = leftOut is null ? state :
        [
            .. state
                .Where(entry => entry.Name.StartsWith(Features, StringComparison.Ordinal))
                .Select(entry => encoderOnly ? (Encoder + entry.Name[Features.Length..], entry.Tensor) : entry),
        ];
    }

    /// <summary>Whether there is anything that the network could take.</summary>
    public bool IsEmpty => wanted.Count == 0;

    /// <summary>Everything that does not fit.</summary>
    public IReadOnlyList<Finding> Misfits(WeightsFile file) =>
        new StateMatch(wanted, file).Misfits(_ => false, name => leftOut is not null && name.StartsWith(leftOut, StringComparison.Ordinal), expected);

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
