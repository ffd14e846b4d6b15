using SliceActors.Imaging.Nifti;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;

namespace SliceActors.Imaging.Maps;

/// <summary>A number of each slice position, put back into the volume that the slices were cut from.</summary>
public static class SliceMap
{
    /// <summary>Writes the map as float32 NIfTI-1 durably: every voxel of the head has the number of its slice, all others 0.</summary>
    /// <param name="path">A name that ends in <c>.nii</c> or <c>.nii.gz</c>.</param>
    /// <param name="anatomy">The volume, whose grid the map gets.</param>
    /// <param name="direction">The cut.</param>
    /// <param name="values">The numbers; a slice without one stays 0, as one whose number is NaN.</param>
    /// <returns>Length and SHA-256 of the file.</returns>
    /// <exception cref="BadInputException">The volume has no such slice.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    public static FileDigest Write(string path, Anatomy anatomy, SliceDirection direction, IReadOnlyDictionary<SliceIndex, double> values)
    {
        ArgumentNullException.ThrowIfNull(anatomy);
        ArgumentNullException.ThrowIfNull(values);
        return NiftiWriter.Write(path, anatomy.Grid.Shape, Fill(anatomy, direction, values), anatomy.Grid.Affine, anatomy.Grid.Space);
    }

    private static float[] Fill(Anatomy anatomy, SliceDirection direction, IReadOnlyDictionary<SliceIndex, double> values)
    {
        var shape = anatomy.Grid.Shape;
        var ofSlice = new float[shape.SlicesAlong(direction)];
        foreach (var (slice, value) in values)
        {
            if (slice.Value >= ofSlice.Length)
            {
                throw new BadInputException(new Finding("the image that maps are laid on", null, $"{ofSlice.Length} slices", $"slice {slice.Value}, which was trained on"));
            }

            ofSlice[slice.Value] = double.IsNaN(value) ? 0 : (float)value;
        }

        var map = new float[shape.VoxelCount];
        var at = 0;
        for (var k = 0; k < shape.Width; k++)
        {
            for (var j = 0; j < shape.Height; j++)
            {
                for (var i = 0; i < shape.Depth; i++, at++)
                {
                    map[at] = anatomy.IsHead(at) ? ofSlice[direction switch { SliceDirection.Sagittal => i, SliceDirection.Coronal => j, _ => k }] : 0;
                }
            }
        }

        return map;
    }
}
