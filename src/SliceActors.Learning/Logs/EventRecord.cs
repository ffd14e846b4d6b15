using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace SliceActors.Learning.Logs;

/// <summary>
/// Encodes TensorBoard's records. The message <c>Event</c> is written by hand: it takes six fields of a schema that has not changed since 2015,
/// and generated code would bring a dozen message types and a library for them.
/// </summary>
internal static class EventRecord
{
    private const byte WallTime = (1 << 3) | 1; // Event.wall_time, double
    private const byte Step = 2 << 3; // Event.step, varint
    private const byte FileVersion = (3 << 3) | 2; // Event.file_version, text
    private const byte Summary = (5 << 3) | 2; // Event.summary, message
    private const byte Value = (1 << 3) | 2; // Summary.value, message
    private const byte Tag = (1 << 3) | 2; // Summary.Value.tag, text
    private const byte SimpleValue = (2 << 3) | 5; // Summary.Value.simple_value, float

    /// <summary>The first record of every file.</summary>
    public static void WriteVersion(IBufferWriter<byte> output, double wallTime)
    {
        var payload = new ArrayBufferWriter<byte>();
        AddWallTime(payload, wallTime);
        AddText(payload, FileVersion, "brain.Event:2");
        Frame(output, payload.WrittenSpan);
    }

    public static void WriteScalar(IBufferWriter<byte> output, double wallTime, long step, string tag, float value)
    {
        var valueMessage = new ArrayBufferWriter<byte>();
        AddText(valueMessage, Tag, tag);
        AddByte(valueMessage, SimpleValue);
        BinaryPrimitives.WriteSingleLittleEndian(valueMessage.GetSpan(4), value);
        valueMessage.Advance(4);

        var summary = new ArrayBufferWriter<byte>();
        AddBytes(summary, Value, valueMessage.WrittenSpan);

        var payload = new ArrayBufferWriter<byte>();
        AddWallTime(payload, wallTime);
        AddByte(payload, Step);
        AddVarint(payload, (ulong)step);
        AddBytes(payload, Summary, summary.WrittenSpan);
        Frame(output, payload.WrittenSpan);
    }

    // A record: length, checksum of the length, payload, checksum of the payload.
    private static void Frame(IBufferWriter<byte> output, ReadOnlySpan<byte> payload)
    {
        var record = output.GetSpan(payload.Length + 16);
        BinaryPrimitives.WriteInt64LittleEndian(record, payload.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record[8..], Crc32C.Masked(record[..8]));
        payload.CopyTo(record[12..]);
        BinaryPrimitives.WriteUInt32LittleEndian(record[(12 + payload.Length)..], Crc32C.Masked(payload));
        output.Advance(payload.Length + 16);
    }

    private static void AddWallTime(ArrayBufferWriter<byte> message, double wallTime)
    {
        AddByte(message, WallTime);
        BinaryPrimitives.WriteDoubleLittleEndian(message.GetSpan(8), wallTime);
        message.Advance(8);
    }

    private static void AddText(ArrayBufferWriter<byte> message, byte field, string text) => AddBytes(message, field, Encoding.UTF8.GetBytes(text));

    private static void AddBytes(ArrayBufferWriter<byte> message, byte field, ReadOnlySpan<byte> bytes)
    {
        AddByte(message, field);
        AddVarint(message, (ulong)bytes.Length);
        message.Write(bytes);
    }

    private static void AddVarint(ArrayBufferWriter<byte> message, ulong number)
    {
        for (; number >= 0x80; number >>= 7)
        {
            AddByte(message, (byte)(number | 0x80));
        }

        AddByte(message, (byte)number);
    }

    private static void AddByte(ArrayBufferWriter<byte> message, byte value)
    {
        message.GetSpan(1)[0] = value;
        message.Advance(1);
    }
}
