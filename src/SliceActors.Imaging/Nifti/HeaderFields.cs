using System.Buffers.Binary;

namespace SliceActors.Imaging.Nifti;

/// <summary>Numbers at fixed places of a header, in the byte order of its file.</summary>
internal readonly ref struct HeaderFields(ReadOnlySpan<byte> bytes, bool bigEndian)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;

    public bool BigEndian { get; } = bigEndian;

    public short Int16(int at) => BigEndian ? BinaryPrimitives.ReadInt16BigEndian(bytes[at..]) : BinaryPrimitives.ReadInt16LittleEndian(bytes[at..]);

    public int Int32(int at) => BigEndian ? BinaryPrimitives.ReadInt32BigEndian(bytes[at..]) : BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);

    public long Int64(int at) => BigEndian ? BinaryPrimitives.ReadInt64BigEndian(bytes[at..]) : BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);

    public float Float32(int at) => BigEndian ? BinaryPrimitives.ReadSingleBigEndian(bytes[at..]) : BinaryPrimitives.ReadSingleLittleEndian(bytes[at..]);

    public double Float64(int at) => BigEndian ? BinaryPrimitives.ReadDoubleBigEndian(bytes[at..]) : BinaryPrimitives.ReadDoubleLittleEndian(bytes[at..]);

    public ReadOnlySpan<byte> Bytes(int at, int count) => bytes.Slice(at, count);
}
