using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace SliceActors.Learning.Batches;

/// <summary>Reads tensors into managed memory.</summary>
internal static class TensorReading
{
    /// <summary>The elements of a float32 tensor, last dimension fastest, from whatever device.</summary>
    public static float[] ToFloats(this Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return MemoryMarshal.Cast<byte, float>(tensor.cpu().contiguous().bytes).ToArray();
    }
}
