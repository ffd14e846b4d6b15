using System.Buffers.Binary;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Errors;

namespace SliceActors.Imaging.Nifti;

/// <summary>Reads the fields of a header and refuses what cannot be true.</summary>
internal static class NiftiHeaderParser
{
    /// <param name="start">First bytes of the (inflated) file, up to 540 of them.</param>
    /// <param name="path">The file, for messages.</param>
    /// <param name="available">Most bytes that the (inflated) file can have.</param>
    /// <exception cref="BadInputException">Something in the header cannot be true or is not supported.</exception>
    public static NiftiHeader Parse(ReadOnlySpan<byte> start, string path, long available)
    {
        var fields = Recognise(start, path, out var layout);
        var findings = new List<Finding>();
        var shape = Shape(layout, fields, path, findings);
        var datatype = Datatype(fields.Int16(layout.Datatype), path, findings);
        var offset = DataOffset(layout, fields, path, available, findings);
        var (slope, intercept) = Scaling(layout, fields, path, findings);
        var affine = NiftiAffine.Read(layout, fields, path, findings);
        if (findings.Count == 0)
        {
            // 128 bits: three lying sizes overflow 64.
            var bytes = (Int128)shape.Depth * shape.Height * shape.Width * datatype.Bytes();
            var most = Math.Min(available, Array.MaxLength) - offset;
            if (bytes > most)
            {
                findings.Add(new Finding(
                    path, null, $"the header announces {bytes} bytes of voxels ({shape}, {datatype}) from byte {offset}",
                    $"at most {most} bytes, {(available > Array.MaxLength ? "below 2 GiB in all" : "which is what the file can hold")}"));
            }
        }

        return findings.Count == 0
            ? new NiftiHeader(shape, datatype, fields.BigEndian, offset, slope, intercept, affine!) { Space = NiftiSpace.Read(layout, fields) }
            : throw new BadInputException(findings);
    }

    private static HeaderFields Recognise(ReadOnlySpan<byte> start, string path, out NiftiLayout layout)
    {
        if (start.Length < 4)
        {
            throw BadImage.At(path, start.IsEmpty ? FileKind.Describe(start) : $"{start.Length} bytes", "a NIfTI file, which starts with a header of 348 or 540 bytes");
        }

        var little = BinaryPrimitives.ReadInt32LittleEndian(start);
        var big = BinaryPrimitives.ReadInt32BigEndian(start);
        layout = NiftiLayout.One.HeaderBytes == little || NiftiLayout.One.HeaderBytes == big ? NiftiLayout.One : NiftiLayout.Two;
        if (layout.HeaderBytes != little && layout.HeaderBytes != big)
        {
            throw BadImage.At(path, $"no NIfTI image, but {FileKind.Describe(start)}", "a header that starts with its size, 348 (NIfTI-1) or 540 (NIfTI-2)");
        }

        if (start.Length < layout.HeaderBytes)
        {
            throw BadImage.At(path, $"the file ends after {start.Length} bytes, inside its header", $"a header of {layout.HeaderBytes} bytes");
        }

        var fields = new HeaderFields(start, bigEndian: layout.HeaderBytes == big);
        var magic = fields.Bytes(layout.Magic, layout.SingleMagic.Length);
        if (magic.SequenceEqual(layout.PairMagic))
        {
            throw BadImage.At(path, "the header of a .hdr/.img pair", "header and voxels in one .nii or .nii.gz file");
        }

        return magic.SequenceEqual(layout.SingleMagic)
            ? fields
            : throw BadImage.At(path, $"the magic bytes are {Convert.ToHexStringLower(magic)}", $"{Convert.ToHexStringLower(layout.SingleMagic)}");
    }

    private static VolumeShape Shape(NiftiLayout layout, HeaderFields fields, string path, List<Finding> findings)
    {
        var rank = layout.Dimension(fields, 0);
        if (rank is < 3 or > 7)
        {
            findings.Add(new Finding(path, null, $"dim[0] is {rank}", "3, or 4 to 7 with one volume"));
            return default;
        }

        Span<int> axes = stackalloc int[3];
        for (var axis = 1; axis <= rank; axis++)
        {
            var size = layout.Dimension(fields, axis);
            if (size < 1 || size > int.MaxValue)
            {
                findings.Add(new Finding(path, null, $"dim[{axis}] is {size}", "a number of voxels, at least 1"));
            }
            else if (axis > 3 && size != 1)
            {
                findings.Add(new Finding(path, null, $"dim[{axis}] is {size}: several volumes", "one volume per file"));
            }
            else if (axis <= 3)
            {
                axes[axis - 1] = (int)size;
            }
        }

        return new VolumeShape(axes[0], axes[1], axes[2]);
    }

    private static NiftiDatatype Datatype(short code, string path, List<Finding> findings)
    {
        var datatype = (NiftiDatatype)code;
        if (!Enum.IsDefined(datatype))
        {
            findings.Add(new Finding(path, null, $"voxel type {NiftiDatatypes.Describe(code)}", "one integer or real number of at most 64 bits per voxel"));
        }

        return datatype;
    }

    private static long DataOffset(NiftiLayout layout, HeaderFields fields, string path, long available, List<Finding> findings)
    {
        var offset = layout.DataOffset(fields);
        if (!(offset >= layout.FirstDataByte && offset <= available && offset == Math.Floor(offset)))
        {
            findings.Add(new Finding(
                path, null, $"vox_offset is {offset:R}", $"a whole number from {layout.FirstDataByte} (after the header) to {available} (the end of the file)"));
            return 0;
        }

        return (long)offset;
    }

    private static (double Slope, double Intercept) Scaling(NiftiLayout layout, HeaderFields fields, string path, List<Finding> findings)
    {
        var slope = layout.Real(fields, layout.SclSlope);
        var intercept = layout.Real(fields, layout.SclInter);
        if (slope == 0 || !double.IsFinite(slope))
        {
            return (1, 0);
        }

        if (!double.IsFinite(intercept))
        {
            findings.Add(new Finding(path, null, $"scl_inter is {intercept} beside the slope {slope}", "a finite intercept, or slope 0 for no scaling"));
        }

        return (slope, intercept);
    }
}
