using System.Buffers.Binary;
using System.Text;

namespace SliceActors.Learning.Tests.Logs;

/// <summary>Reads an event file as TensorBoard does, checking both checksums of each record with a bitwise CRC-32C of its own.</summary>
internal static class EventFileReader
{
    public static List<ScalarEvent> Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        var events = new List<ScalarEvent>();
        for (ReadOnlySpan<byte> rest = copy.ToArray(); rest.Length > 0;)
        {
            var length = (int)BinaryPrimitives.ReadInt64LittleEndian(rest);
            Assert.Equal(MaskedCrc(rest[..8]), BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]));
            var payload = rest.Slice(12, length);
            Assert.Equal(MaskedCrc(payload), BinaryPrimitives.ReadUInt32LittleEndian(rest[(12 + length)..]));
            events.Add(Decode(payload, new ScalarEvent()));
            rest = rest[(16 + length)..];
        }

        return events;
    }

    // Event, Summary and Summary.Value give different types to the same field numbers; the depth tells them apart.
    private static ScalarEvent Decode(ReadOnlySpan<byte> message, ScalarEvent result, int depth = 0)
    {
        while (message.Length > 0)
        {
            var key = Varint(ref message);
            var (field, wire) = ((int)(key >> 3), (int)(key & 7));
            var number = wire == 0 ? Varint(ref message) : 0;
            var length = wire switch { 0 => 0, 1 => 8, 2 => (int)Varint(ref message), 5 => 4, _ => throw new InvalidDataException($"wire type {wire}") };
            var content = message[..length];
            message = message[length..];
            result = (depth, field, wire) switch
            {
                (0, 1, 1) => result with { WallTime = BinaryPrimitives.ReadDoubleLittleEndian(content) },
                (0, 2, 0) => result with { Step = (long)number },
                (0, 3, 2) => result with { Version = Encoding.UTF8.GetString(content) },
                (0, 5, 2) or (1, 1, 2) => Decode(content, result, depth + 1),
                (2, 1, 2) => result with { Tag = Encoding.UTF8.GetString(content) },
                (2, 2, 5) => result with { Value = BinaryPrimitives.ReadSingleLittleEndian(content) },
                _ => throw new InvalidDataException($"field {field} of wire type {wire} at depth {depth}"),
            };
        }

        return result;
    }

    private static ulong Varint(ref ReadOnlySpan<byte> bytes)
    {
        var (value, shift) = (0UL, 0);
        byte next;
        do
        {
            next = bytes[0];
            bytes = bytes[1..];
            value |= (ulong)(next & 0x7f) << shift;
            shift += 7;
        }
        while (next >= 0x80);

        return value;
    }

    private static uint MaskedCrc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var next in bytes)
        {
            crc ^= next;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0x82f63b78u);
            }
        }

        crc = ~crc;
        return unchecked(((crc >> 15) | (crc << 17)) + 0xa282ead8);
    }
}
