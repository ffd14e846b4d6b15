using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SliceActors.Learning.Networks;

/// <summary>
/// Batch normalisation (Ioffe and Szegedy, 2015) of [B, C, H, W] with PyTorch's defaults and names. TorchSharp's own counts its batches with a number that
/// nothing holds: the garbage collector may take it away while libtorch reads it, which fails a training by chance.
/// </summary>
/// <param name="channels">C.</param>
/// <param name="affine">Whether it learns a factor and a summand for each channel.</param>
public sealed class CountedBatchNorm2d(long channels, bool affine = true) : BatchNorm(channels, Epsilon, Momentum, affine, track_running_stats: true, null, null, nameof(CountedBatchNorm2d))
{
    /// <summary>Added to the variance.</summary>
    internal const double Epsilon = 1e-5;

    /// <summary>Weight of a batch in the running statistics.</summary>
    internal const double Momentum = 0.1;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        ValidateInputDimensions(input);
        if (training)
        {
            using var one = 1.ToScalar();
            num_batches_tracked!.add_(one, one);
        }

        return nn.functional.batch_norm(input, running_mean, running_var, weight, bias, training, Momentum, Epsilon);
    }

    /// <inheritdoc/>
    protected override void ValidateInputDimensions(Tensor input)
    {
        if (input.ndim != 4)
        {
            throw new ArgumentException($"Batch normalisation expects [B, C, H, W], not {input.ndim} dimensions.", nameof(input));
        }
    }
}
