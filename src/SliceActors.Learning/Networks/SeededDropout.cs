using TorchSharp;
using static TorchSharp.torch;

namespace SliceActors.Learning.Networks;

/// <summary>
/// Dropout (Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", 2014) whose mask comes from a generator of its own.
/// TorchSharp's draws from the process-wide one, whose order depends on what else is running.
/// </summary>
/// <param name="rate">Part of the values that become 0, in [0, 1); the others are divided by 1 − rate. 0 leaves its input as it is and draws nothing.</param>
public sealed class SeededDropout(double rate) : nn.Module<Tensor, Tensor>(nameof(SeededDropout))
{
    /// <summary>Where the masks come from: a generator of the CPU, whatever the device. The network's owner sets it for each epoch and disposes it.</summary>
    internal Generator? Generator { get; set; }

    /// <summary>Part of the values that become 0.</summary>
    internal double Rate => rate;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (!training || rate == 0)
        {
            return input.alias();
        }

        using var mask = Mask(input.shape, input.device);
        return input.mul(mask);
    }

    /// <summary>Draws what the values are multiplied by in training.</summary>
    /// <param name="shape">Of the values.</param>
    /// <param name="device">Where they are.</param>
    internal Tensor Mask(long[] shape, Device device)
    {
        var generator = Generator ?? throw new InvalidOperationException("The generator of the dropout layers must be set before training.");
        using var uniform = rand(shape, float32, generator: generator);
        using var threshold = rate.ToScalar(); // Held: left to TorchSharp they may be collected while libtorch reads them.
        using var share = (1 - rate).ToScalar();
        using var kept = uniform.ge_(threshold).div_(share);
        return kept.to(device);
    }
}
