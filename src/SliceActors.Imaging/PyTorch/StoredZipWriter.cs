using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace SliceActors.Imaging.PyTorch;

/// <summary>
/// Writes a zip archive of uncompressed entries front to back (APPNOTE.TXT 6.3.10), laid out as PyTorch does: data on multiples of 64 bytes,
/// checksums behind the data, one fixed time stamp, so that equal content gives equal bytes.
/// </summary>
internal sealed class StoredZipWriter(Stream stream)
{
    private const int Alignment = 64;

    // What one turn of checksum and write takes stays in the second-level cache.
    private const int ChunkLength = 1 << 18;

    // Names in UTF-8; checksum in a descriptor behind the data.
    private const ushort Flags = 0x0808;
    private const ushort EarliestDate = 0x0021; // 1980-01-01
    private readonly ArrayBufferWriter<byte> directory = new();
    private long position;
    private long entries;

    public void Add(string name, ReadOnlySpan<byte> data)
    {
        var nameBytes = Encoding.UTF8.GetBytes(name);
        var header = position;
        var padding = (int)((Alignment - ((header + 30 + nameBytes.Length + 4) % Alignment)) % Alignment);
        var local = new byte[30 + nameBytes.Length + 4 + padding];
        BinaryPrimitives.WriteUInt32LittleEndian(local, 0x04034b50);
        BinaryPrimitives.WriteUInt16LittleEndian(local.AsSpan(4), 20);
        BinaryPrimitives.WriteUInt16LittleEndian(local.AsSpan(6), Flags);
        BinaryPrimitives.WriteUInt16LittleEndian(local.AsSpan(12), EarliestDate);
        BinaryPrimitives.WriteUInt16LittleEndian(local.AsSpan(26), (ushort)nameBytes.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(local.AsSpan(28), (ushort)(4 + padding));
        nameBytes.CopyTo(local, 30);

        // An extra field of PyTorch's own kind, "FB", fills up to the alignment.
        "FB"u8.CopyTo(local.AsSpan(30 + nameBytes.Length));
        BinaryPrimitives.WriteUInt16LittleEndian(local.AsSpan(32 + nameBytes.Length), (ushort)padding);
        local.AsSpan(34 + nameBytes.Length).Fill((byte)'Z');
        Write(local);

        var crc = new Crc32();
        for (var rest = data; rest.Length > 0;)
        {
            var chunk = rest[..Math.Min(ChunkLength, rest.Length)];
            crc.Append(chunk);
            Write(chunk);
            rest = rest[chunk.Length..];
        }

        Span<byte> descriptor = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(descriptor, 0x08074b50);
        BinaryPrimitives.WriteUInt32LittleEndian(descriptor[4..], crc.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteUInt32LittleEndian(descriptor[8..], (uint)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(descriptor[12..], (uint)data.Length);
        Write(descriptor);
        AddToDirectory(nameBytes, header, descriptor[4..]);
    }

    /// <summary>Writes the directory and the end records; the 64-bit ones only where 32 bits do not suffice.</summary>
    public void Finish()
    {
        var start = position;
        Write(directory.WrittenSpan);
        var end = position;
        var large = start >= uint.MaxValue || entries >= ushort.MaxValue;
        if (large)
        {
            Span<byte> record = stackalloc byte[56 + 20];
            record.Clear();
            BinaryPrimitives.WriteUInt32LittleEndian(record, 0x06064b50);
            BinaryPrimitives.WriteInt64LittleEndian(record[4..], 44);
            BinaryPrimitives.WriteUInt16LittleEndian(record[12..], 45);
            BinaryPrimitives.WriteUInt16LittleEndian(record[14..], 45);
            BinaryPrimitives.WriteInt64LittleEndian(record[24..], entries);
            BinaryPrimitives.WriteInt64LittleEndian(record[32..], entries);
            BinaryPrimitives.WriteInt64LittleEndian(record[40..], end - start);
            BinaryPrimitives.WriteInt64LittleEndian(record[48..], start);
            var locator = record[56..];
            BinaryPrimitives.WriteUInt32LittleEndian(locator, 0x07064b50);
            BinaryPrimitives.WriteInt64LittleEndian(locator[8..], end);
            BinaryPrimitives.WriteInt32LittleEndian(locator[16..], 1);
            Write(record);
        }

        Span<byte> last = stackalloc byte[22];
        last.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(last, 0x06054b50);
        var shownEntries = large ? ushort.MaxValue : (ushort)entries;
        BinaryPrimitives.WriteUInt16LittleEndian(last[8..], shownEntries);
        BinaryPrimitives.WriteUInt16LittleEndian(last[10..], shownEntries);
        BinaryPrimitives.WriteUInt32LittleEndian(last[12..], (uint)(end - start));
        BinaryPrimitives.WriteUInt32LittleEndian(last[16..], large ? uint.MaxValue : (uint)start);
        Write(last);
    }

    private void AddToDirectory(byte[] name, long header, ReadOnlySpan<byte> crcAndSizes)
    {
        var large = header >= uint.MaxValue;
        var entry = new byte[46 + name.Length + (large ? 12 : 0)];
        var version = (ushort)(large ? 45 : 20);
        BinaryPrimitives.WriteUInt32LittleEndian(entry, 0x02014b50);
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(4), version);
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(6), version);
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(8), Flags);
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(14), EarliestDate);
        crcAndSizes.CopyTo(entry.AsSpan(16));
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(28), (ushort)name.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(30), (ushort)(large ? 12 : 0));
        BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(42), large ? uint.MaxValue : (uint)header);
        name.CopyTo(entry, 46);
        if (large)
        {
            var extra = entry.AsSpan(46 + name.Length);
            BinaryPrimitives.WriteUInt16LittleEndian(extra, 1);
            BinaryPrimitives.WriteUInt16LittleEndian(extra[2..], 8);
            BinaryPrimitives.WriteInt64LittleEndian(extra[4..], header);
        }

        directory.Write(entry);
        entries++;
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        position += bytes.Length;
    }
}
