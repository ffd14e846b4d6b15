using System.Buffers.Binary;
using System.Security.Cryptography;
using SliceActors.Runs.Ids;

namespace SliceActors.Runs.Randomness;

/// <summary>
/// Randomness is counted, not stored: each stream starts from a hash of where it is used, so a resumed unit draws what the undisturbed one would
/// have drawn, wherever it runs and whatever runs beside it.
/// </summary>
public static class CountedSeed
{
    /// <summary>The seed of a stream.</summary>
    /// <param name="runSeed">Seed of the run.</param>
    /// <param name="unit">The unit that draws.</param>
    /// <param name="epoch">The epoch, 0-based; −1 for what happens before the first.</param>
    /// <param name="purpose">What is drawn.</param>
    /// <returns>First 8 bytes, little-endian, of the SHA-256 of the five numbers.</returns>
    public static ulong For(long runSeed, UnitId unit, int epoch, Purpose purpose)
    {
        Span<byte> text = stackalloc byte[24];
        BinaryPrimitives.WriteInt64LittleEndian(text, runSeed);
        BinaryPrimitives.WriteInt32LittleEndian(text[8..], unit.Fold.Value);
        BinaryPrimitives.WriteInt32LittleEndian(text[12..], unit.Network?.Value ?? -1);
        BinaryPrimitives.WriteInt32LittleEndian(text[16..], epoch);
        BinaryPrimitives.WriteInt32LittleEndian(text[20..], (int)purpose);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, digest);
        return BinaryPrimitives.ReadUInt64LittleEndian(digest);
    }
}
