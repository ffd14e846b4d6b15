using TorchSharp;
using static TorchSharp.torch;

namespace SliceActors.Learning.Networks;

/// <summary>
/// x where it is positive, else slope · x: PyTorch's LeakyReLU. TorchSharp's own hands over a number that nothing holds; see <see cref="CountedBatchNorm2d"/>.
/// </summary>
/// <param name="slope">What negative values are multiplied by.</param>
public sealed class SlopedReLU(double slope) : nn.Module<Tensor, Tensor>(nameof(SlopedReLU))
{
    /// <summary>What negative values are multiplied by.</summary>
    public double Slope => slope;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var held = slope.ToScalar();
        return input.leaky_relu(held);
    }
}
