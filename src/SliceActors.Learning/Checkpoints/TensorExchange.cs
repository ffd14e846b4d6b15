using SliceActors.Imaging.PyTorch;
using static TorchSharp.torch;

namespace SliceActors.Learning.Checkpoints;

/// <summary>Tensors of libtorch as tensors of files, and back.</summary>
internal static class TensorExchange
{
    /// <summary>A tensor to write. Its bytes are read where they lie, at the time of writing; only those of a GPU are copied first.</summary>
    /// <param name="tensor">Contiguous; has to live until it is written.</param>
    public static TorchTensor ToFile(Tensor tensor) => TorchTensor.Contiguous(
        tensor.dtype switch
        {
            ScalarType.Float32 => TorchDtype.Float32,
            ScalarType.Int64 => TorchDtype.Int64,
            var other => throw new ArgumentException($"Checkpoints hold float32 and int64 tensors, not {other}.", nameof(tensor)),
        },
        tensor.shape,
        () => tensor.device_type == TorchSharp.DeviceType.CPU ? tensor.bytes : CopyOf(tensor));

    /// <summary>Copies a tensor of a file into a tensor of the same shape and type, on whatever device.</summary>
    /// <exception cref="InvalidDataException">The shapes differ.</exception>
    public static void CopyFrom(this Tensor target, TorchTensor source)
    {
        if (!target.shape.SequenceEqual(source.Shape))
        {
            throw new InvalidDataException($"The checkpoint holds a tensor [{string.Join(", ", source.Shape)}] for one of shape [{string.Join(", ", target.shape)}].");
        }

        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        var copy = empty(target.shape, target.dtype);
        source.CopyBytesTo(copy.bytes);
        target.copy_(copy);
    }

    private static byte[] CopyOf(Tensor tensor)
    {
        using var copy = tensor.cpu();
        return copy.bytes.ToArray();
    }
}
