using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SliceActors.Learning.Networks;

/// <summary>Where the maxima of a pooling came from: what the way back needs.</summary>
/// <param name="Indices">Flat index of each maximum in the map that was pooled, int64, of the shape of the pooled map.</param>
/// <param name="Height">Rows of the map that was pooled, padding included.</param>
/// <param name="Width">Its columns.</param>
/// <param name="Top">Rows of it that were padding.</param>
/// <param name="Left">Columns of it that were padding.</param>
internal readonly record struct Pooling(Tensor Indices, long Height, long Width, int Top, int Left)
{
    /// <summary>Pools without padding and says where each maximum was.</summary>
    /// <param name="pool">The layer.</param>
    /// <param name="input">[B, C, H, W].</param>
    public static (Tensor Output, Pooling Origin) Of(MaxPool2d pool, Tensor input)
    {
        var (output, indices) = nn.functional.max_pool2d_with_indices(input, pool.kernel_size, strides: pool.stride);
        return (output, new Pooling(indices, input.shape[2], input.shape[3], 0, 0));
    }
}
