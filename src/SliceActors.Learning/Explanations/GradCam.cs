using SliceActors.Learning.Batches;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Randomness;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SliceActors.Learning.Explanations;

/// <summary>
/// What a convolutional layer sees, each of its channels weighed by its mean gradient, where that is positive, spread over the picture: Selvaraju et al., "Grad-CAM:
/// visual explanations from deep networks via gradient-based localization", 2017.
/// </summary>
/// <param name="layer">The layer.</param>
internal sealed class GradCam(nn.Module<Tensor, Tensor> layer) : IExplanation
{
    /// <summary>The last convolution of a network, in the order in which its layers are registered; null when it shows none.</summary>
    public static Conv2d? LayerOf(nn.Module network) => network.modules().OfType<Conv2d>().LastOrDefault();

    /// <inheritdoc/>
    public float[] Map(Score score, ReadOnlySpan<float> image, CountedRandom random)
    {
        using var scope = NewDisposeScope();
        var (seen, gradient) = score.Inside(image.ToArray(), layer) ?? throw new BadInputException(new Finding(
            "the network", null, "it does not run its last convolutional layer by call(), so nobody can look at what comes out", "another method than gradcam"));
        using var withoutGradients = no_grad();
        return nn.functional.interpolate(
            Weighed(seen, gradient).sum(1, keepdim: true).relu(), [score.Rows, score.Columns], mode: InterpolationMode.Bilinear, align_corners: false).ToFloats();
    }

    /// <summary>Each channel times its mean gradient.</summary>
    /// <param name="seen">[1, C, h, w].</param>
    /// <param name="gradient">The same shape.</param>
    internal static Tensor Weighed(Tensor seen, Tensor gradient) => seen * gradient.mean([2, 3], keepdim: true);
}
