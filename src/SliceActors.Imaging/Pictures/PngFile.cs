using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using SliceActors.Runs.Files;
using SliceActors.Runs.Outcomes;

namespace SliceActors.Imaging.Pictures;

/// <summary>Writes grey pictures as PNG (W3C Recommendation "Portable Network Graphics", third edition): 8 bit, one channel, rows unfiltered.</summary>
public static class PngFile
{
    private const byte BitDepth = 8;
    private const byte Greyscale = 0;
    private const byte NoFilter = 0;

    /// <summary>Writes one picture durably.</summary>
    /// <param name="path">The file; replaced when it exists.</param>
    /// <param name="picture">The picture.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    public static FileDigest Write(string path, GreyPicture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return DurableFile.Write(path, stream => Write(stream, picture));
    }

    /// <summary>Writes one picture to a stream.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="picture">The picture.</param>
    public static void Write(Stream stream, GreyPicture picture)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(picture);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, picture.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), picture.Height);
        (header[8], header[9]) = (BitDepth, Greyscale);
        stream.Write([0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n']);
        Chunk(stream, "IHDR"u8, header);
        Chunk(stream, "IDAT"u8, Compressed(picture));
        Chunk(stream, "IEND"u8, []);
    }

    private static ReadOnlySpan<byte> Compressed(GreyPicture picture)
    {
        var memory = new MemoryStream();
        using (var compressing = new ZLibStream(memory, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var y = 0; y < picture.Height; y++)
            {
                compressing.WriteByte(NoFilter);
                compressing.Write(picture.Row(y));
            }
        }

        return memory.GetBuffer().AsSpan(0, (int)memory.Length);
    }

    // Length, type, content, CRC-32 of type and content.
    private static void Chunk(Stream stream, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        var crc = new Crc32();
        crc.Append(type);
        crc.Append(content);
        Span<byte> number = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        stream.Write(number);
        stream.Write(type);
        stream.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, crc.GetCurrentHashAsUInt32());
        stream.Write(number);
    }
}
