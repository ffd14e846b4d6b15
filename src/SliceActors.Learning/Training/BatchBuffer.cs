using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace SliceActors.Learning;

/// <summary>The one place in native memory that batches are laid out in, over and over; nothing is allocated per item.</summary>
internal sealed class BatchBuffer : IDisposable
{
    /// <summary>q / 255 in float32 for each 8-bit value q: the correctly rounded quotient, as NumPy and PyTorch give it.</summary>
    private static readonly float[] Scaled = [.. Enumerable.Range(0, 256).Select(q => q / 255f)];

    private readonly Device device;
    private readonly Tensor images;
    private readonly Tensor labels;
    private readonly int pixelsPerSlice;

    /// <summary>Reserves the memory.</summary>
    /// <param name="capacity">Items of the largest batch.</param>
    /// <param name="side">Height and width of a slice.</param>
    /// <param name="device">Where the network runs.</param>
    public BatchBuffer(int capacity, int side, Device device)
    {
        this.device = device;
        pixelsPerSlice = side * side;
        images = empty([capacity, 1, side, side], dtype: ScalarType.Float32).DetachFromDisposeScope();
        labels = empty([capacity], dtype: ScalarType.Int64).DetachFromDisposeScope();
    }

    /// <summary>Lays out a batch. The tensors are valid until the next call and belong to the current dispose scope.</summary>
    /// <param name="set">Where the items come from.</param>
    /// <param name="items">Item numbers, in order.</param>
    /// <returns>Images [B, 1, H, W] in [0, 1] and labels [B].</returns>
    public (Tensor Images, Tensor Labels) Load(SliceSet set, ReadOnlySpan<int> items)
    {
        var pixels = MemoryMarshal.Cast<byte, float>(images.bytes);
        var classes = MemoryMarshal.Cast<byte, long>(labels.bytes);
        for (var i = 0; i < items.Length; i++)
        {
            Scale(set.Pixels(items[i]), pixels.Slice(i * pixelsPerSlice, pixelsPerSlice));
            classes[i] = set.Labels[items[i]];
        }

        return (images.narrow(0, 0, items.Length).to(device), labels.narrow(0, 0, items.Length).to(device));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        images.Dispose();
        labels.Dispose();
    }

    private static void Scale(ReadOnlySpan<byte> source, Span<float> target)
    {
        target = target[..source.Length];
        for (var i = 0; i < source.Length; i++)
        {
            target[i] = Scaled[source[i]];
        }
    }
}
