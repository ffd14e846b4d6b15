using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Errors;

namespace SliceActors.Imaging.Nifti;

/// <summary>A NIfTI image in memory.</summary>
/// <param name="Header">What the file says about it.</param>
/// <param name="Voxels">Scaled intensities, voxel <c>(i, j, k)</c> at <c>i + nx·(j + ny·k)</c>; NaN is kept.</param>
public sealed record NiftiVolume(NiftiHeader Header, ReadOnlyMemory<float> Voxels)
{
    /// <summary>Reads a <c>.nii</c> or <c>.nii.gz</c> file.</summary>
    /// <exception cref="BadInputException">The file is absent, damaged, cut, or no image with one real-valued volume.</exception>
    public static NiftiVolume Read(string path)
    {
        using var file = new ReadOnce();
        var (header, voxels) = new NiftiDecoder().Decode(path, file.Read(path).Bytes);
        return new NiftiVolume(header, voxels);
    }
}
