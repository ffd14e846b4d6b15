using static TorchSharp.torch;

namespace SliceActors.Learning.Networks;

/// <summary>
/// Max pooling that loses no row or column: zeros are added at the top and at the left until the stride divides the size. The zeros take part in the maximum.
/// </summary>
/// <param name="kernel">Rows and columns of a window.</param>
/// <param name="stride">Rows and columns between windows.</param>
internal sealed class PadMaxPool2d(int kernel, int stride) : nn.Module<Tensor, Tensor>(nameof(PadMaxPool2d))
{
    /// <summary>Rows and columns of a window.</summary>
    public int Kernel => kernel;

    /// <summary>Rows and columns between windows.</summary>
    public int Stride => stride;

    /// <summary>Zeros in front of an axis of that size.</summary>
    public int PaddingFor(long size) => (int)((stride - (size % stride)) % stride);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var padded = Pad(input, out _, out _);
        return nn.functional.max_pool2d(padded, kernel, stride: stride);
    }

    /// <summary>Pools and says where each maximum was.</summary>
    /// <param name="input">[B, C, H, W].</param>
    /// <returns>The maxima, and where they were in the padded map.</returns>
    public (Tensor Output, Pooling Origin) ForwardWithIndices(Tensor input)
    {
        using var padded = Pad(input, out var top, out var left);
        var (output, indices) = nn.functional.max_pool2d_with_indices(padded, [kernel, kernel], strides: [stride, stride]);
        return (output, new Pooling(indices, padded.shape[2], padded.shape[3], top, left));
    }

    private Tensor Pad(Tensor input, out int top, out int left)
    {
        top = PaddingFor(input.shape[^2]);
        left = PaddingFor(input.shape[^1]);
        return top == 0 && left == 0 ? input.alias() : nn.functional.pad(input, (left, 0, top, 0));
    }
}
