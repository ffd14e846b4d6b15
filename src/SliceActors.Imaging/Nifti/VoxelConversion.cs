using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace SliceActors.Imaging.Nifti;

/// <summary>
/// Stored voxels to float32. Scaled values are computed in double and rounded once, which is nibabel's <c>get_fdata()</c> cast to float32.
/// </summary>
internal static class VoxelConversion
{
    /// <param name="header">Type, byte order and scaling.</param>
    /// <param name="data">The stored voxels, exactly <see cref="NiftiHeader.DataBytes"/>; brought to the machine's byte order in place.</param>
    /// <param name="voxels">One place per voxel.</param>
    public static void ToFloat32(NiftiHeader header, Span<byte> data, Span<float> voxels)
    {
        if (header.BigEndian == BitConverter.IsLittleEndian)
        {
            Swap(data, header.Datatype.Bytes());
        }

        switch (header.Datatype)
        {
            case NiftiDatatype.Unsigned8:
                Any<byte>(header, data, voxels);
                break;
            case NiftiDatatype.Signed8:
                Any<sbyte>(header, data, voxels);
                break;
            case NiftiDatatype.Signed16:
                Any<short>(header, data, voxels);
                break;
            case NiftiDatatype.Unsigned16:
                Any<ushort>(header, data, voxels);
                break;
            case NiftiDatatype.Signed32:
                Any<int>(header, data, voxels);
                break;
            case NiftiDatatype.Unsigned32:
                Any<uint>(header, data, voxels);
                break;
            case NiftiDatatype.Signed64:
                Any<long>(header, data, voxels);
                break;
            case NiftiDatatype.Unsigned64:
                Any<ulong>(header, data, voxels);
                break;
            case NiftiDatatype.Real32 when !header.IsScaled:
                MemoryMarshal.Cast<byte, float>(data).CopyTo(voxels);
                break;
            case NiftiDatatype.Real32:
                Any<float>(header, data, voxels);
                break;
            case NiftiDatatype.Real64:
                Any<double>(header, data, voxels);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(header), header.Datatype, null);
        }
    }

    private static void Swap(Span<byte> data, int bytes)
    {
        switch (bytes)
        {
            case 2:
                var two = MemoryMarshal.Cast<byte, ushort>(data);
                BinaryPrimitives.ReverseEndianness(two, two);
                break;
            case 4:
                var four = MemoryMarshal.Cast<byte, uint>(data);
                BinaryPrimitives.ReverseEndianness(four, four);
                break;
            case 8:
                var eight = MemoryMarshal.Cast<byte, ulong>(data);
                BinaryPrimitives.ReverseEndianness(eight, eight);
                break;
        }
    }

    private static void Any<T>(NiftiHeader header, ReadOnlySpan<byte> data, Span<float> voxels)
        where T : unmanaged, INumber<T>
    {
        var stored = MemoryMarshal.Cast<byte, T>(data)[..voxels.Length];
        if (!header.IsScaled)
        {
            for (var i = 0; i < voxels.Length; i++)
            {
                voxels[i] = (float)double.CreateTruncating(stored[i]);
            }

            return;
        }

        var slope = header.Slope;
        var intercept = header.Intercept;
        for (var i = 0; i < voxels.Length; i++)
        {
            voxels[i] = (float)(double.CreateTruncating(stored[i]) * slope + intercept);
        }
    }
}
