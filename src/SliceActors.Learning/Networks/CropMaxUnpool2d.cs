using static TorchSharp.torch;

namespace SliceActors.Learning.Networks;

/// <summary>
/// The way back from <see cref="PadMaxPool2d"/>, and from max pooling without padding: puts each maximum where it was, zeros elsewhere, and drops the
/// padding. The size before the pooling comes back exactly, rows and columns that the windows did not reach included.
/// </summary>
internal sealed class CropMaxUnpool2d() : nn.Module<Tensor, Pooling, Tensor>(nameof(CropMaxUnpool2d))
{
    /// <inheritdoc/>
    /// <param name="input">Pooled map [B, C, h, w].</param>
    /// <param name="origin">Where its maxima came from.</param>
    public override Tensor forward(Tensor input, Pooling origin)
    {
        var (batch, channels) = (input.shape[0], input.shape[1]);
        using var scope = NewDisposeScope();
        // TorchSharp 0.107's max_unpool2d refuses every output size (it reaches libtorch empty); scattering is the same operation.
        var padded = zeros([batch, channels, origin.Height * origin.Width], input.dtype, input.device)
            .scatter(2, origin.Indices.flatten(2), input.flatten(2));
        return padded.view(batch, channels, origin.Height, origin.Width)[.., .., origin.Top.., origin.Left..].MoveToOuterDisposeScope();
    }
}
