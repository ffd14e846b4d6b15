namespace SliceActors.Imaging.Nifti;

/// <summary>Affine map from voxel indices <c>(i, j, k, 1)</c> to millimetres right, anterior and superior: a 3 × 4 matrix.</summary>
public sealed class VoxelToWorld
{
    private readonly double[] entries;

    /// <summary>Makes the map of its entries.</summary>
    /// <param name="entries">12 numbers, row after row; the fourth column is the position of voxel (0, 0, 0).</param>
    public VoxelToWorld(params ReadOnlySpan<double> entries)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(entries.Length, 12);
        this.entries = entries.ToArray();
    }

    /// <summary>An entry of the matrix.</summary>
    /// <param name="row">0 right, 1 anterior, 2 superior.</param>
    /// <param name="column">0 … 2 the voxel axes, 3 the origin.</param>
    public double this[int row, int column] => entries[row * 4 + column];

    /// <summary>Length of the step along a voxel axis, in millimetres.</summary>
    /// <param name="axis">0, 1 or 2.</param>
    public double VoxelSize(int axis) =>
        Math.Sqrt(this[0, axis] * this[0, axis] + this[1, axis] * this[1, axis] + this[2, axis] * this[2, axis]);

    /// <summary>Voxels of one size along the world's axes.</summary>
    /// <param name="millimetres">Edge of a voxel.</param>
    /// <param name="originX">Position of voxel (0, 0, 0), right.</param>
    /// <param name="originY">The same, anterior.</param>
    /// <param name="originZ">The same, superior.</param>
    public static VoxelToWorld Isotropic(double millimetres, double originX, double originY, double originZ) =>
        new(millimetres, 0, 0, originX, 0, millimetres, 0, originY, 0, 0, millimetres, originZ);
}
