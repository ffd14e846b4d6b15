using System.Buffers;
using System.Runtime.InteropServices;

namespace SliceActors.Imaging.PyTorch;

/// <summary>A tensor: a strided view of a storage.</summary>
public sealed class TorchTensor : PythonValue
{
    /// <summary>Makes a view of a storage.</summary>
    /// <param name="storage">The elements.</param>
    /// <param name="offset">Element of the storage at index 0, 0, …</param>
    /// <param name="shape">Size of each dimension; empty for a scalar.</param>
    /// <param name="stride">Elements of the storage between neighbours along each dimension.</param>
    /// <exception cref="ArgumentException">The view leaves the storage or repeats elements of it.</exception>
    public TorchTensor(TorchStorage storage, long offset, IReadOnlyList<long> shape, IReadOnlyList<long> stride)
    {
        ArgumentNullException.ThrowIfNull(storage);
        if (Strides.Problem(storage.Count, offset, shape, stride) is { } problem)
        {
            throw new ArgumentException(problem);
        }

        Storage = storage;
        Offset = offset;
        Shape = [.. shape];
        Stride = [.. stride];
        Count = Strides.Count(shape);
        IsContiguous = Strides.AreContiguous(Shape, Stride);
    }

    /// <summary>The elements viewed.</summary>
    public TorchStorage Storage { get; }

    /// <summary>Element type.</summary>
    public TorchDtype Dtype => Storage.Dtype;

    /// <summary>Element of the storage at index 0, 0, …</summary>
    public long Offset { get; }

    /// <summary>Size of each dimension; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Elements of the storage between neighbours along each dimension.</summary>
    public IReadOnlyList<long> Stride { get; }

    /// <summary>Number of elements.</summary>
    public long Count { get; }

    /// <summary>Whether the elements lie one after the other, last dimension fastest.</summary>
    public bool IsContiguous { get; }

    /// <summary>A contiguous tensor over memory that the caller owns.</summary>
    /// <param name="dtype">Element type.</param>
    /// <param name="shape">Size of each dimension.</param>
    /// <param name="bytes">All elements, last dimension fastest, little-endian.</param>
    public static TorchTensor Contiguous(TorchDtype dtype, IReadOnlyList<long> shape, ReadOnlyMemory<byte> bytes) =>
        Contiguous(dtype, shape, () => bytes.Span);

    /// <summary>A contiguous tensor over bytes that are asked for when they are written, so that native memory need not be copied.</summary>
    /// <param name="dtype">Element type.</param>
    /// <param name="shape">Size of each dimension.</param>
    /// <param name="bytes">Hands out all elements, last dimension fastest, little-endian.</param>
    public static TorchTensor Contiguous(TorchDtype dtype, IReadOnlyList<long> shape, StorageBytes bytes) =>
        new(new TorchStorage(dtype, Strides.Count(shape), bytes), 0, shape, Strides.Contiguous(shape));

    /// <summary>Copies all elements, last dimension fastest, in the tensor's own type.</summary>
    /// <param name="destination">Exactly as many bytes as the elements take.</param>
    public void CopyBytesTo(Span<byte> destination) => CopyBytesTo(Storage.Bytes, destination);

    /// <summary>Copies all elements, last dimension fastest, converted to float32 (truth values to 0 and 1).</summary>
    /// <param name="destination">Exactly <see cref="Count"/> elements.</param>
    public void CopyTo(Span<float> destination) => CopyTo(Storage.Bytes, destination);

    internal void CopyBytesTo(ReadOnlySpan<byte> storage, Span<byte> destination)
    {
        var size = Dtype.Size();
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, Count * size, nameof(destination));
        if (IsContiguous)
        {
            storage.Slice((int)(Offset * size), destination.Length).CopyTo(destination);
            return;
        }

        switch (size)
        {
            case 8:
                Gather<ulong>(storage, destination);
                break;
            case 4:
                Gather<uint>(storage, destination);
                break;
            case 2:
                Gather<ushort>(storage, destination);
                break;
            default:
                Gather<byte>(storage, destination);
                break;
        }
    }

    internal void CopyTo(ReadOnlySpan<byte> storage, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, Count, nameof(destination));
        if (Dtype == TorchDtype.Float32)
        {
            CopyBytesTo(storage, MemoryMarshal.AsBytes(destination));
            return;
        }

        var length = checked((int)(Count * Dtype.Size()));
        if (IsContiguous)
        {
            SingleConversion.Convert(Dtype, storage.Slice((int)(Offset * Dtype.Size()), length), destination);
            return;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(length);
        CopyBytesTo(storage, buffer.AsSpan(0, length));
        SingleConversion.Convert(Dtype, buffer.AsSpan(0, length), destination);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private void Gather<T>(ReadOnlySpan<byte> storage, Span<byte> destination)
        where T : unmanaged =>
        StridedCopy.Copy(MemoryMarshal.Cast<byte, T>(storage)[(int)Offset..], Shape, Stride, MemoryMarshal.Cast<byte, T>(destination));
}
