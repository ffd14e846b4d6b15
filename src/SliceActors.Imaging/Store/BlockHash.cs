using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace SliceActors.Imaging.Store;

/// <summary>
/// Hashes of the payload. A slice position is hashed over the hashes of its slices, so that each slice is hashed while it is still in the processor's
/// cache, in whatever order slices are made.
/// </summary>
internal static class BlockHash
{
    public static ulong OfSlice(ReadOnlySpan<byte> pixels) => XxHash3.HashToUInt64(pixels);

    /// <param name="sliceHashes">Hashes of the slices of one position, in the order of the images.</param>
    public static ulong OfPosition(ReadOnlySpan<ulong> sliceHashes) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(sliceHashes));
}
