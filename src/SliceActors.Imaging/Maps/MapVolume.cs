using SliceActors.Imaging.Images;
using SliceActors.Imaging.Nifti;
using SliceActors.Imaging.Slices;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;

namespace SliceActors.Imaging.Maps;

/// <summary>
/// Numbers for the pixels of prepared slices, put back into the volume that the slices were cut from. A voxel has the mean of the pixels that were computed from it,
/// each weighing as much as the voxel weighed in it when the slice was resized.
/// </summary>
/// <param name="grid">The voxel grid of the image.</param>
/// <param name="direction">The cut.</param>
public sealed class MapVolume(SourceGrid grid, SliceDirection direction)
{
    private readonly float[] voxels = new float[grid.Shape.VoxelCount];
    private readonly ResampleAxis horizontal = ResampleAxis.Between(grid.Shape.SliceSize(direction).Columns, PreparedSlice.Side);
    private readonly ResampleAxis vertical = ResampleAxis.Between(grid.Shape.SliceSize(direction).Rows, PreparedSlice.Side);

    /// <summary>The number of each voxel: <c>(i, j, k)</c> at <c>i + nx·(j + ny·k)</c>; 0 where nothing was put.</summary>
    public ReadOnlyMemory<float> Voxels => voxels;

    /// <summary>Adds the map of a slice. Different slices may be added by different threads.</summary>
    /// <param name="slice">Absolute position.</param>
    /// <param name="pixels">224 rows of 224 numbers, as the prepared slice lies.</param>
    /// <param name="weight">What each number is multiplied by.</param>
    public void Add(SliceIndex slice, ReadOnlySpan<float> pixels, double weight)
    {
        var (rows, columns) = grid.Shape.SliceSize(direction);
        var picture = new double[PreparedSlice.Bytes];
        for (var at = 0; at < picture.Length; at++)
        {
            picture[at] = pixels[at];
        }

        var upright = Back(vertical, picture, PreparedSlice.Side);
        var turned = new double[upright.Length];
        Plane.Transpose<double>(upright, rows, PreparedSlice.Side, turned);
        var plane = Back(horizontal, turned, rows); // columns × rows
        var (alongRow, alongColumn, across) = direction switch
        {
            SliceDirection.Sagittal => (grid.Shape.Depth, grid.Shape.Depth * grid.Shape.Height, 1),
            SliceDirection.Coronal => (1, grid.Shape.Depth * grid.Shape.Height, grid.Shape.Depth),
            _ => (1, grid.Shape.Depth, grid.Shape.Depth * grid.Shape.Height),
        };
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                voxels[(slice.Value * across) + (row * alongRow) + (column * alongColumn)] += (float)(weight * plane[(column * rows) + row]);
            }
        }
    }

    /// <summary>Adds a map of the same grid.</summary>
    /// <param name="other">The map.</param>
    /// <param name="weight">What each of its numbers is multiplied by.</param>
    public void Add(MapVolume other, double weight)
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentOutOfRangeException.ThrowIfNotEqual(other.voxels.Length, voxels.Length);
        for (var at = 0; at < voxels.Length; at++)
        {
            voxels[at] += (float)(weight * other.voxels[at]);
        }
    }

    /// <summary>Writes it as float32 NIfTI-1 in the geometry of the image, durably.</summary>
    /// <param name="path">A name that ends in <c>.nii</c> or <c>.nii.gz</c>.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    public FileDigest Write(string path) => NiftiWriter.Write(path, grid.Shape, voxels, grid.Affine, grid.Space);

    /// <summary>Undoes a resize along the rows of a picture.</summary>
    /// <param name="axis">The resize.</param>
    /// <param name="picture">As many rows as it made.</param>
    /// <param name="columns">Columns of the picture.</param>
    /// <returns>As many rows as there were before.</returns>
    private static double[] Back(ResampleAxis axis, ReadOnlySpan<double> picture, int columns)
    {
        var (means, weights) = (new double[axis.From * columns], new double[axis.From]);
        for (var made = 0; made < axis.To; made++)
        {
            var taps = axis.Weights(made);
            for (var tap = 0; tap < taps.Length; tap++)
            {
                var row = axis.First(made) + tap;
                weights[row] += taps[tap];
                for (var column = 0; column < columns; column++)
                {
                    means[(row * columns) + column] += taps[tap] * picture[(made * columns) + column];
                }
            }
        }

        for (var at = 0; at < means.Length; at++)
        {
            means[at] = weights[at / columns] == 0 ? 0 : means[at] / weights[at / columns];
        }

        return means;
    }
}
