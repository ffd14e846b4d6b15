using static TorchSharp.torch;

namespace SliceActors.Learning.Networks;

/// <summary>
/// Makes images channels-last: all channels of a pixel side by side. Convolutions, normalisations and poolings answer in the format that they are asked in,
/// so the first layer's input decides for all; weights stay as they are.
/// </summary>
internal static class ChannelsLast
{
    /// <summary>The same image in that format.</summary>
    /// <param name="image">float32 [B, C, H, W], contiguous.</param>
    public static Tensor Of(Tensor image)
    {
        var (items, channels, height, width) = (image.shape[0], image.shape[1], image.shape[2], image.shape[3]);

        // With one channel both formats have the same bytes, and only the strides tell which is meant.
        return channels == 1
            ? image.as_strided([items, 1, height, width], [height * width, 1, width, 1], image.storage_offset())
            : image.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
    }
}
