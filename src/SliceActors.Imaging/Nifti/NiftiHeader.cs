using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Errors;

namespace SliceActors.Imaging.Nifti;

/// <summary>What the header of a NIfTI-1 or NIfTI-2 file says about its one volume, checked against the size of the file.</summary>
/// <param name="Shape">Voxels along the three axes.</param>
/// <param name="Datatype">Stored type of a voxel.</param>
/// <param name="BigEndian">Byte order of header and voxels.</param>
/// <param name="DataOffset">First byte of the voxels in the (inflated) file.</param>
/// <param name="Slope">Factor on stored values; 1 when the file asks for no scaling (slope 0 or not finite).</param>
/// <param name="Intercept">Added after the factor; 0 when the file asks for no scaling.</param>
/// <param name="Affine">Voxel to world: the sform, else the qform, else voxel sizes around the centre with the first axis flipped, as nibabel has it.</param>
public sealed record NiftiHeader(
    VolumeShape Shape, NiftiDatatype Datatype, bool BigEndian, long DataOffset, double Slope, double Intercept, VoxelToWorld Affine)
{
    /// <summary>Enough bytes for the header of either version.</summary>
    internal const int LongestHeader = 540;

    /// <summary>Where the voxels lie, in the header's own words.</summary>
    public required NiftiSpace Space { get; init; }

    /// <summary>Bytes of the voxels as stored.</summary>
    public long DataBytes => Shape.VoxelCount * Datatype.Bytes();

    /// <summary>Whether stored values are scaled.</summary>
    public bool IsScaled => Slope != 1 || Intercept != 0;

    /// <summary>Reads the header alone: the first bytes of a <c>.nii</c>, the first block of a <c>.nii.gz</c>.</summary>
    /// <exception cref="BadInputException">The file is no NIfTI image with one real-valued volume, or claims more than its size can hold.</exception>
    public static NiftiHeader Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
            Span<byte> start = stackalloc byte[LongestHeader];
            if (NiftiFile.IsGzip(path))
            {
                NiftiInflater.CheckStart(path, start[..file.ReadAtLeast(start, FileKind.BytesNeeded, throwOnEndOfStream: false)]);
                file.Position = 0;
                using var inflating = new NiftiInflater(path, file);
                return NiftiHeaderParser.Parse(start[..inflating.Read(start)], path, NiftiFile.LargestInflated(file.Length));
            }

            return NiftiHeaderParser.Parse(start[..file.ReadAtLeast(start, LongestHeader, throwOnEndOfStream: false)], path, file.Length);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw BadImage.Unreadable(path, error);
        }
    }
}
