using System.Globalization;
using SliceActors.Runs.Specs;

namespace SliceActors.Imaging.Volumes;

/// <summary>Number of voxels along the three axes of the stored array: voxel <c>(i, j, k)</c> has <c>i &lt; Depth</c>, <c>j &lt; Height</c>, <c>k &lt; Width</c>.</summary>
/// <param name="Depth">Voxels along the first axis (<c>nx</c>, left-right in a t1-linear image).</param>
/// <param name="Height">Voxels along the second axis (<c>ny</c>, posterior-anterior).</param>
/// <param name="Width">Voxels along the third axis (<c>nz</c>, inferior-superior).</param>
public readonly record struct VolumeShape(int Depth, int Height, int Width)
{
    /// <summary>Number of voxels.</summary>
    public long VoxelCount => (long)Depth * Height * Width;

    /// <summary>Number of slices along a direction.</summary>
    public int SlicesAlong(SliceDirection direction) => direction switch
    {
        SliceDirection.Sagittal => Depth,
        SliceDirection.Coronal => Height,
        SliceDirection.Axial => Width,
        _ => throw new ArgumentOutOfRangeException(nameof(direction), direction, null),
    };

    /// <summary>Rows and columns of a slice across a direction: the two other axes in their order.</summary>
    public (int Rows, int Columns) SliceSize(SliceDirection direction) => direction switch
    {
        SliceDirection.Sagittal => (Height, Width),
        SliceDirection.Coronal => (Depth, Width),
        SliceDirection.Axial => (Depth, Height),
        _ => throw new ArgumentOutOfRangeException(nameof(direction), direction, null),
    };

    /// <summary><c>169x208x179</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Depth}x{Height}x{Width}");
}
