namespace SliceActors.Imaging.PyTorch;

/// <summary>Hands out the raw little-endian bytes of a storage where they lie, native memory included. The span is used at once and not kept.</summary>
public delegate ReadOnlySpan<byte> StorageBytes();
