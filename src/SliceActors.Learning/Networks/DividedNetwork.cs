using SliceActors.Imaging.Slices;
using static TorchSharp.torch;

namespace SliceActors.Learning.Networks;

/// <summary>A network whose tail sees nothing of a slice but the features that the layers before it make of it, so that either part can compute alone.</summary>
/// <param name="architecture">Its kind, which has a tail and says what its features are.</param>
internal abstract class DividedNetwork(Architecture architecture) : SliceNetwork(architecture)
{
    /// <summary>What computes; set by the owner, who knows what it is given.</summary>
    public NetworkPart Part { get; set; }

    /// <inheritdoc/>
    public sealed override ItemShape Item => Part == NetworkPart.Tail ? Architecture.Features!.Value : base.Item;

    /// <inheritdoc/>
    protected sealed override Tensor Answer(Tensor image)
    {
        if (Part == NetworkPart.Tail)
        {
            return Tail(image);
        }

        var features = Frozen(image);
        if (Part == NetworkPart.Frozen)
        {
            return features;
        }

        using (features)
        {
            return Tail(features);
        }
    }

    /// <summary>The features of an image that has the channels of the first layer.</summary>
    protected abstract Tensor Frozen(Tensor image);

    /// <summary>The answer to features.</summary>
    protected abstract Tensor Tail(Tensor features);
}
