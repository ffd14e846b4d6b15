using System.Runtime.InteropServices;
using SliceActors.Imaging.Slices;
using static TorchSharp.torch;

namespace SliceActors.Learning.Batches;

/// <summary>The one place in native memory that batches are laid out in, over and over; nothing is allocated per item.</summary>
internal sealed class BatchBuffer : IDisposable
{
    private readonly Device device;
    private readonly Tensor images;
    private readonly Tensor labels;
    private readonly ItemShape shape;

    /// <summary>Reserves the memory.</summary>
    /// <param name="capacity">Items of the largest batch.</param>
    /// <param name="shape">Of what is given of a slice.</param>
    /// <param name="device">Where the network runs.</param>
    /// <param name="channels">Slices of an item, at most: an augmented one may have one for each channel of the network.</param>
    public BatchBuffer(int capacity, ItemShape shape, Device device, int channels = 1)
    {
        this.device = device;
        this.shape = shape;
        images = empty([capacity * channels, shape.Channels, shape.Rows, shape.Columns], dtype: ScalarType.Float32).DetachFromDisposeScope();
        labels = empty([capacity], dtype: ScalarType.Int64).DetachFromDisposeScope();
    }

    /// <summary>Lays out a batch. The tensors are valid until the next call and belong to the current dispose scope.</summary>
    /// <param name="set">Where the items come from.</param>
    /// <param name="items">Item numbers, in order.</param>
    /// <returns>Images or features [B, C, H, W], those of 8 bit in [0, 1], and labels [B].</returns>
    public (Tensor Images, Tensor Labels) Load(SliceSet set, ReadOnlySpan<int> items)
    {
        var pixels = MemoryMarshal.Cast<byte, float>(images.bytes);
        for (var i = 0; i < items.Length; i++)
        {
            PixelScale.Read(set.Pixels(items[i]), pixels.Slice(i * shape.Values, shape.Values));
        }

        return (images.narrow(0, 0, items.Length).to(device), LoadLabels(set, items));
    }

    /// <summary>Lays out a batch whose pixels were made elsewhere. The tensors are valid until the next call and belong to the current dispose scope.</summary>
    /// <param name="set">Where the items come from.</param>
    /// <param name="items">Item numbers, in order.</param>
    /// <param name="made">float32 [B, channels, H, W].</param>
    /// <returns>Images [B, channels, H, W] and labels [B].</returns>
    public (Tensor Images, Tensor Labels) Load(SliceSet set, ReadOnlySpan<int> items, ReadOnlySpan<float> made)
    {
        made.CopyTo(MemoryMarshal.Cast<byte, float>(images.bytes));
        var planes = made.Length / shape.Values;
        return (images.narrow(0, 0, planes).view(items.Length, planes / items.Length, shape.Rows, shape.Columns).to(device), LoadLabels(set, items));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        images.Dispose();
        labels.Dispose();
    }

    private Tensor LoadLabels(SliceSet set, ReadOnlySpan<int> items)
    {
        var classes = MemoryMarshal.Cast<byte, long>(labels.bytes);
        for (var i = 0; i < items.Length; i++)
        {
            classes[i] = set.Labels[items[i]];
        }

        return labels.narrow(0, 0, items.Length).to(device);
    }
}
