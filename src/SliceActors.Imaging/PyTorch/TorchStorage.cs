namespace SliceActors.Imaging.PyTorch;

/// <summary>A run of raw little-endian elements. Tensors of one file may share it; it is then written once.</summary>
public sealed class TorchStorage
{
    private StorageBytes? bytes;

    /// <summary>Makes a storage over bytes that the caller owns.</summary>
    /// <param name="dtype">Element type.</param>
    /// <param name="count">Number of elements.</param>
    /// <param name="bytes">Hands out exactly <paramref name="count"/> elements.</param>
    public TorchStorage(TorchDtype dtype, long count, StorageBytes bytes)
        : this(dtype, count)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        this.bytes = bytes;
    }

    internal TorchStorage(TorchDtype dtype, long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Dtype = dtype;
        Count = count;
    }

    /// <summary>Element type.</summary>
    public TorchDtype Dtype { get; }

    /// <summary>Number of elements.</summary>
    public long Count { get; }

    /// <summary>Number of bytes.</summary>
    public long ByteLength => Count * Dtype.Size();

    /// <summary>The raw bytes.</summary>
    /// <exception cref="InvalidOperationException">The provider handed out another number of bytes than it promised.</exception>
    public ReadOnlySpan<byte> Bytes
    {
        get
        {
            var span = bytes is null ? throw new InvalidOperationException("Only the header of the file was read.") : bytes();
            return span.Length == ByteLength
                ? span
                : throw new InvalidOperationException($"A storage of {ByteLength} bytes was promised, {span.Length} bytes were handed out.");
        }
    }

    /// <summary>Where the bytes lie in the file that is being read; null for a storage to write.</summary>
    internal StoredSpan? Location { get; set; }

    internal void Attach(ReadOnlyMemory<byte> memory) => bytes = () => memory.Span;
}
