using System.Buffers.Binary;
using System.Numerics;

namespace SliceActors.Learning.Logs;

/// <summary>The checksum CRC-32C (Castagnoli; RFC 3720, appendix B.4).</summary>
internal static class Crc32C
{
    public static uint Hash(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var last in bytes)
        {
            crc = BitOperations.Crc32C(crc, last);
        }

        return ~crc;
    }

    /// <summary>The checksum as record files store it: rotated and shifted, so that a checksum of data that hold a checksum stays useful.</summary>
    public static uint Masked(ReadOnlySpan<byte> bytes) => unchecked(BitOperations.RotateRight(Hash(bytes), 15) + 0xa282ead8);
}
