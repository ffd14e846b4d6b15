using static TorchSharp.torch;

namespace SliceActors.Learning.Networks;

/// <summary>The way back from <see cref="PadMaxPool2d"/>: puts each maximum where it was, zeros elsewhere, and drops the padding.</summary>
/// <param name="kernel">Rows and columns of a window.</param>
/// <param name="stride">Rows and columns between windows.</param>
internal sealed class CropMaxUnpool2d(int kernel, int stride) : nn.Module<Tensor, Tensor, (int Top, int Left), Tensor>(nameof(CropMaxUnpool2d))
{
    /// <inheritdoc/>
    /// <param name="input">Pooled map [B, C, h, w].</param>
    /// <param name="indices">Flat indices in the padded map, same shape.</param>
    /// <param name="padding">Rows and columns of zeros that the pooling added.</param>
    public override Tensor forward(Tensor input, Tensor indices, (int Top, int Left) padding)
    {
        var (batch, channels) = (input.shape[0], input.shape[1]);
        var height = ((input.shape[2] - 1) * stride) + kernel;
        var width = ((input.shape[3] - 1) * stride) + kernel;
        using var scope = NewDisposeScope();
        // TorchSharp 0.107's max_unpool2d refuses every output size (it reaches libtorch empty); scattering is the same operation.
        var padded = zeros([batch, channels, height * width], input.dtype, input.device).scatter(2, indices.flatten(2), input.flatten(2));
        return padded.view(batch, channels, height, width)[.., .., padding.Top.., padding.Left..].MoveToOuterDisposeScope();
    }
}
