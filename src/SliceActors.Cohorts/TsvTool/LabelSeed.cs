using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SliceActors.Cohorts.TsvTool;

/// <summary>Seeds of the draws of labels: each label has its own stream, so that its sets do not depend on which other labels there are.</summary>
internal static class LabelSeed
{
    /// <summary>First 8 bytes, little-endian, of the SHA-256 of the seed (8 bytes, little-endian) and the label (UTF-8).</summary>
    public static ulong For(long seed, string label)
    {
        var text = new byte[sizeof(long) + Encoding.UTF8.GetByteCount(label)];
        BinaryPrimitives.WriteInt64LittleEndian(text, seed);
        Encoding.UTF8.GetBytes(label, text.AsSpan(sizeof(long)));
        return BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(text));
    }
}
