using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace SliceActors.Imaging.Store;

/// <summary>
/// The file of a store: a page that says where things are, the slices (<c>[slice position][image][row][column]</c>, 8 bit or float32) or what is kept of them (<c>[slice position][image][channel][row][column]</c>, float32), then the metadata as JSON.
/// The first page is written last, so a file that was never finished is not taken for a store.
/// </summary>
internal static class StoreFormat
{
    // First page, little-endian: magic, length of the payload, length of the metadata, hash of the metadata, hash of these 32 bytes.
    private const ulong Magic = 0x0253_4543_494C_5341; // "ASLICES", version 2: with marks of the images
    private const int PrefixBytes = 40;
    private const int HashedBytes = 32;

    /// <summary>Finishes a file whose payload is written, and flushes it.</summary>
    public static void Finish(SafeFileHandle file, StoreMetadata metadata)
    {
        var payload = metadata.Layout.PayloadBytes;
        var json = JsonSerializer.SerializeToUtf8Bytes(metadata);
        RandomAccess.Write(file, json, StoreLayout.PayloadOffset + payload);
        RandomAccess.FlushToDisk(file);
        Span<byte> prefix = stackalloc byte[PrefixBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, Magic);
        BinaryPrimitives.WriteInt64LittleEndian(prefix[8..], payload);
        BinaryPrimitives.WriteInt64LittleEndian(prefix[16..], json.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(prefix[24..], XxHash3.HashToUInt64(json));
        BinaryPrimitives.WriteUInt64LittleEndian(prefix[HashedBytes..], XxHash3.HashToUInt64(prefix[..HashedBytes]));
        RandomAccess.Write(file, prefix, 0);
        RandomAccess.FlushToDisk(file);
    }

    /// <summary>The metadata of a finished file.</summary>
    /// <returns>Null when the file is no store, unfinished or damaged in its first page or metadata.</returns>
    public static StoreMetadata? ReadMetadata(SafeFileHandle file)
    {
        Span<byte> prefix = stackalloc byte[PrefixBytes];
        if (RandomAccess.Read(file, prefix, 0) != PrefixBytes
            || BinaryPrimitives.ReadUInt64LittleEndian(prefix) != Magic
            || BinaryPrimitives.ReadUInt64LittleEndian(prefix[HashedBytes..]) != XxHash3.HashToUInt64(prefix[..HashedBytes]))
        {
            return null;
        }

        var payload = BinaryPrimitives.ReadInt64LittleEndian(prefix[8..]);
        var length = BinaryPrimitives.ReadInt64LittleEndian(prefix[16..]);
        if (RandomAccess.GetLength(file) < StoreLayout.PayloadOffset + payload + length)
        {
            return null;
        }

        var json = new byte[length];
        return RandomAccess.Read(file, json, StoreLayout.PayloadOffset + payload) == json.Length
            && XxHash3.HashToUInt64(json) == BinaryPrimitives.ReadUInt64LittleEndian(prefix[24..])
            ? JsonSerializer.Deserialize<StoreMetadata>(json)
            : null;
    }
}
