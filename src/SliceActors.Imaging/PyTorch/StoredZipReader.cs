using System.Buffers.Binary;
using System.Text;

namespace SliceActors.Imaging.PyTorch;

/// <summary>The entries of a zip archive whose entries are not compressed (APPNOTE.TXT 6.3.10), found through its directory.</summary>
internal sealed class StoredZipReader
{
    private const int LongestEnd = 22 + ushort.MaxValue;
    private readonly FileBytes file;
    private readonly Dictionary<string, (long Header, long Size, uint Crc32, ushort Method)> entries = new(StringComparer.Ordinal);

    public StoredZipReader(FileBytes file)
    {
        this.file = file;
        var (start, length, count) = FindDirectory();
        var directory = file.Read(start, length).Span;
        for (var entry = 0L; entry < count; entry++)
        {
            directory = ReadEntry(directory, entry);
        }
    }

    public IReadOnlyCollection<string> Names => entries.Keys;

    /// <summary>Where the data of an entry lie; null when there is no such entry.</summary>
    public StoredSpan? Find(string name)
    {
        if (!entries.TryGetValue(name, out var entry))
        {
            return null;
        }

        if (entry.Method != 0)
        {
            throw file.Bad($"the entry {name} is compressed (method {entry.Method})", "uncompressed entries, as torch.save writes them");
        }

        var header = file.Read(entry.Header, 30).Span;
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != 0x04034b50)
        {
            throw file.Bad($"no header of the entry {name} at byte {entry.Header}");
        }

        var offset = entry.Header + 30 + BinaryPrimitives.ReadUInt16LittleEndian(header[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        if (offset > file.Length || entry.Size > file.Length - offset)
        {
            throw file.Bad($"the entry {name} of {entry.Size} bytes would end behind the file's {file.Length} bytes");
        }

        return new StoredSpan(name, offset, entry.Size, entry.Crc32);
    }

    private (long Start, long Length, long Count) FindDirectory()
    {
        // The end record is the last thing in the file unless a comment follows it, which torch.save does not write.
        var tail = file.Read(file.Length - Math.Min(file.Length, 22 + 20 + 56), Math.Min(file.Length, 22 + 20 + 56)).Span;
        var at = tail.LastIndexOf("PK\x05\x06"u8);
        if (at < 0 || tail.Length - at < 22)
        {
            var longTail = Math.Min(file.Length, LongestEnd);
            tail = file.Read(file.Length - longTail, longTail).Span;
            at = tail.LastIndexOf("PK\x05\x06"u8);
        }

        if (at < 0 || tail.Length - at < 22)
        {
            throw file.Bad("the directory at the end of the zip archive is missing; the file is cut off or damaged");
        }

        var end = tail[at..];
        long count = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
        long length = BinaryPrimitives.ReadUInt32LittleEndian(end[12..]);
        long start = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        if (count == ushort.MaxValue || length == uint.MaxValue || start == uint.MaxValue)
        {
            (start, length, count) = FindLargeDirectory(file.Length - tail.Length + at - 20);
        }

        return count >= 0 && count <= length / 46 ? (start, length, count) : throw file.Bad($"a directory of {count} entries in {length} bytes");
    }

    private (long Start, long Length, long Count) FindLargeDirectory(long locatorOffset)
    {
        var locator = file.Read(locatorOffset, 20).Span;
        if (BinaryPrimitives.ReadUInt32LittleEndian(locator) != 0x07064b50)
        {
            throw file.Bad("the locator of the 64-bit directory is missing");
        }

        var record = file.Read(BinaryPrimitives.ReadInt64LittleEndian(locator[8..]), 56).Span;
        if (BinaryPrimitives.ReadUInt32LittleEndian(record) != 0x06064b50)
        {
            throw file.Bad("the 64-bit end record is missing");
        }

        var count = BinaryPrimitives.ReadInt64LittleEndian(record[32..]);
        var length = BinaryPrimitives.ReadInt64LittleEndian(record[40..]);
        var start = BinaryPrimitives.ReadInt64LittleEndian(record[48..]);
        return (start, length, count);
    }

    private ReadOnlySpan<byte> ReadEntry(ReadOnlySpan<byte> directory, long number)
    {
        if (directory.Length < 46 || BinaryPrimitives.ReadUInt32LittleEndian(directory) != 0x02014b50)
        {
            throw file.Bad($"entry {number} of the directory is damaged");
        }

        var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(directory[28..]);
        var extraLength = BinaryPrimitives.ReadUInt16LittleEndian(directory[30..]);
        var length = 46 + nameLength + extraLength + BinaryPrimitives.ReadUInt16LittleEndian(directory[32..]);
        if (length > directory.Length)
        {
            throw file.Bad($"entry {number} of the directory is cut off");
        }

        long packed = BinaryPrimitives.ReadUInt32LittleEndian(directory[20..]);
        long size = BinaryPrimitives.ReadUInt32LittleEndian(directory[24..]);
        long header = BinaryPrimitives.ReadUInt32LittleEndian(directory[42..]);
        ReadLargeNumbers(directory.Slice(46 + nameLength, extraLength), ref size, ref packed, ref header);
        var method = BinaryPrimitives.ReadUInt16LittleEndian(directory[10..]);
        var encrypted = (directory[8] & 1) != 0;
        var name = Encoding.UTF8.GetString(directory.Slice(46, nameLength));
        if (encrypted || size < 0 || header < 0 || (method == 0 && packed != size))
        {
            throw file.Bad($"the entry {name} is encrypted or its sizes contradict each other");
        }

        if (!entries.TryAdd(name, (header, size, BinaryPrimitives.ReadUInt32LittleEndian(directory[16..]), method)))
        {
            throw file.Bad($"two entries named {name}");
        }

        return directory[length..];
    }

    // The extra field 1 holds, in this order, those numbers that are all ones in the 32-bit fields.
    private static void ReadLargeNumbers(ReadOnlySpan<byte> extra, ref long size, ref long packed, ref long header)
    {
        while (extra.Length >= 4)
        {
            var length = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]), extra.Length - 4);
            var field = extra.Slice(4, length);
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == 1)
            {
                Widen(ref size, ref field);
                Widen(ref packed, ref field);
                Widen(ref header, ref field);
            }

            extra = extra[(4 + length)..];
        }
    }

    private static void Widen(ref long number, ref ReadOnlySpan<byte> field)
    {
        if (number == uint.MaxValue && field.Length >= 8)
        {
            number = BinaryPrimitives.ReadInt64LittleEndian(field);
            field = field[8..];
        }
    }
}
