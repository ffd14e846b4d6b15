using System.Buffers.Binary;
using System.IO.Compression;

namespace SliceActors.Imaging.Tests.Support;

/// <summary>NIfTI files byte by byte, so that tests do not trust the writer they also test. Starts as 2 × 3 × 4 voxels of 16 bit.</summary>
internal sealed class NiftiBytes
{
    private readonly bool bigEndian;
    private readonly bool two;
    private readonly byte[] header;

    public NiftiBytes(bool bigEndian = false, bool two = false)
    {
        this.bigEndian = bigEndian;
        this.two = two;
        header = new byte[two ? 544 : 352];
        Int32(0, two ? 540 : 348);
        (two ? "n+2\0\r\n\x1a\n"u8 : "n+1\0"u8).CopyTo(header.AsSpan(two ? 4 : 344));
        Dimensions(3, 2, 3, 4).Type(4).Offset(header.Length);
        for (var axis = 0; axis < 4; axis++)
        {
            Real(two ? 104 : 76, axis, 1);
        }
    }

    public byte[] Data { get; set; } = new byte[48];

    public byte[] Extension { get; set; } = [];

    public NiftiBytes Dimensions(params long[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (two)
            {
                Int64(16 + 8 * i, values[i]);
            }
            else
            {
                Int16(40 + 2 * i, (short)values[i]);
            }
        }

        return this;
    }

    public NiftiBytes Type(short code) => Int16(two ? 12 : 70, code);

    public NiftiBytes Offset(double offset)
    {
        if (two)
        {
            return Int64(168, (long)offset);
        }

        return Real(108, 0, offset);
    }

    public NiftiBytes Scaling(double slope, double intercept) => Real(two ? 176 : 112, 0, slope).Real(two ? 184 : 116, 0, intercept);

    public NiftiBytes Sizes(params double[] pixdim)
    {
        for (var i = 0; i < pixdim.Length; i++)
        {
            Real(two ? 104 : 76, i, pixdim[i]);
        }

        return this;
    }

    public NiftiBytes Qform(int code, params double[] quaternionAndOffset)
    {
        Code(two ? 344 : 252, code);
        for (var i = 0; i < quaternionAndOffset.Length; i++)
        {
            Real(two ? 352 : 256, i, quaternionAndOffset[i]);
        }

        return this;
    }

    public NiftiBytes Sform(int code, params double[] rows)
    {
        Code(two ? 348 : 254, code);
        for (var i = 0; i < rows.Length; i++)
        {
            Real(two ? 400 : 280, i, rows[i]);
        }

        return this;
    }

    public NiftiBytes Byte(int at, byte value)
    {
        header[at] = value;
        return this;
    }

    public NiftiBytes Int32(int at, int value)
    {
        var span = header.AsSpan(at);
        BinaryPrimitives.WriteInt32LittleEndian(span, bigEndian ? BinaryPrimitives.ReverseEndianness(value) : value);
        return this;
    }

    public byte[] Build() => [.. header, .. Extension, .. Data];

    public byte[] Compress()
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Optimal))
        {
            gzip.Write(Build());
        }

        return memory.ToArray();
    }

    private NiftiBytes Code(int at, int value) => two ? Int32(at, value) : Int16(at, (short)value);

    private NiftiBytes Int16(int at, short value)
    {
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(at), bigEndian ? BinaryPrimitives.ReverseEndianness(value) : value);
        return this;
    }

    private NiftiBytes Int64(int at, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(at), bigEndian ? BinaryPrimitives.ReverseEndianness(value) : value);
        return this;
    }

    private NiftiBytes Real(int at, int index, double value) => two
        ? Int64(at + 8 * index, BitConverter.DoubleToInt64Bits(value))
        : Int32(at + 4 * index, BitConverter.SingleToInt32Bits((float)value));
}
