using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Compression;
using System.Runtime.InteropServices;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Files;
using SliceActors.Runs.Outcomes;

namespace SliceActors.Imaging.Nifti;

/// <summary>Writes float32 volumes as NIfTI-1, little-endian, with the affine as sform.</summary>
public static class NiftiWriter
{
    private const int DataOffset = 352;
    private const int AlignedAnatomy = 2; // NIFTI_XFORM_ALIGNED_ANAT
    private const int Millimetres = 2; // NIFTI_UNITS_MM

    /// <summary>Writes one volume durably; compressed when the name ends in <c>.nii.gz</c>.</summary>
    /// <param name="path">A name that ends in <c>.nii</c> or <c>.nii.gz</c>.</param>
    /// <param name="shape">At most 32767 voxels along each axis.</param>
    /// <param name="voxels">Voxel <c>(i, j, k)</c> at <c>i + nx·(j + ny·k)</c>.</param>
    /// <param name="affine">Voxel to world; kept to float32.</param>
    /// <param name="space">What the header of an image of the same grid says of its place, which the file gets in the place of the map; null for none.</param>
    /// <returns>Length and SHA-256 of the file.</returns>
    /// <exception cref="ArgumentException">The name, the shape or the number of voxels does not fit.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    public static FileDigest Write(string path, VolumeShape shape, ReadOnlyMemory<float> voxels, VoxelToWorld affine, NiftiSpace? space = null)
    {
        ArgumentNullException.ThrowIfNull(affine);
        if (!NiftiFile.IsNifti(path))
        {
            throw new ArgumentException($"{path}: a NIfTI file is named .nii or .nii.gz.", nameof(path));
        }

        if (shape.VoxelCount != voxels.Length || Math.Max(shape.Depth, Math.Max(shape.Height, shape.Width)) > short.MaxValue)
        {
            throw new ArgumentException($"{voxels.Length} voxels do not make a NIfTI-1 volume of {shape}.", nameof(voxels));
        }

        return DurableFile.Write(path, stream =>
        {
            if (!NiftiFile.IsGzip(path))
            {
                WriteTo(stream, shape, voxels.Span, affine, space);
                return;
            }

            using var compressing = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true);
            WriteTo(compressing, shape, voxels.Span, affine, space);
        });
    }

    private static void WriteTo(Stream stream, VolumeShape shape, ReadOnlySpan<float> voxels, VoxelToWorld affine, NiftiSpace? space)
    {
        stream.Write(Header(shape, affine, space));
        if (BitConverter.IsLittleEndian)
        {
            stream.Write(MemoryMarshal.AsBytes(voxels));
            return;
        }

        Span<byte> one = stackalloc byte[sizeof(float)];
        foreach (var voxel in voxels)
        {
            BinaryPrimitives.WriteSingleLittleEndian(one, voxel);
            stream.Write(one);
        }
    }

    private static byte[] Header(VolumeShape shape, VoxelToWorld affine, NiftiSpace? space)
    {
        var header = new byte[DataOffset];
        var layout = NiftiLayout.One;
        Int32(0, layout.HeaderBytes);
        Int16(layout.Dim, 3);
        ReadOnlySpan<int> sizes = [shape.Depth, shape.Height, shape.Width, 1, 1, 1, 1];
        for (var axis = 0; axis < sizes.Length; axis++)
        {
            Int16(layout.Dim + 2 * (axis + 1), sizes[axis]);
        }

        Int16(layout.Datatype, (int)NiftiDatatype.Real32);
        Int16(layout.Datatype + 2, 8 * sizeof(float));
        Float32(layout.Pixdim, 1);
        for (var axis = 0; axis < 3; axis++)
        {
            Float32(layout.Pixdim + 4 * (axis + 1), affine.VoxelSize(axis));
            for (var column = 0; column < 4; column++)
            {
                Float32(layout.Srow + 4 * (4 * axis + column), affine[axis, column]);
            }
        }

        Float32(layout.VoxOffset, DataOffset);
        Float32(layout.SclSlope, 1);
        header[123] = Millimetres;
        Int16(layout.SformCode, AlignedAnatomy);
        layout.SingleMagic.CopyTo(header, layout.Magic);
        if (space is not null)
        {
            Int16(layout.QformCode, space.QformCode);
            Int16(layout.SformCode, space.SformCode);
            Float32s(layout.Pixdim, space.Pixdim);
            Float32s(layout.Quatern, space.Quaternion);
            Float32s(layout.Srow, space.Rows);
        }

        return header;

        void Int32(int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(at), value);
        void Int16(int at, int value) => BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(at), (short)value);
        void Float32s(int at, ImmutableArray<double> values)
        {
            for (var i = 0; i < values.Length; i++)
            {
                Float32(at + (4 * i), values[i]);
            }
        }

        void Float32(int at, double value) => BinaryPrimitives.WriteSingleLittleEndian(header.AsSpan(at), (float)value);
    }
}
