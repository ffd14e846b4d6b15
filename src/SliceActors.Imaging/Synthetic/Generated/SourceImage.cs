using SliceActors.Imaging.Images;
using SliceActors.Imaging.Nifti;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Errors;

namespace SliceActors.Imaging.Synthetic.Generated;

/// <summary>A real image that generated ones are made of.</summary>
/// <param name="Voxels">Its voxels, first axis fastest.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Affine">Its place in the world.</param>
internal sealed record SourceImage(float[] Voxels, VolumeShape Shape, VoxelToWorld Affine)
{
    /// <summary>Reads a NIfTI.</summary>
    /// <exception cref="BadInputException">It is damaged.</exception>
    public static SourceImage Read(string path)
    {
        using var reader = new VolumeReader();
        var volume = reader.Read(path).Volume;
        return new SourceImage(volume.Voxels.ToArray(), volume.Shape, NiftiHeader.Read(path).Affine);
    }
}
