namespace SliceActors.Runs.Specs;

/// <summary>Axis along which a volume is cut; the value is the axis of the voxel array.</summary>
public enum SliceDirection
{
    /// <summary>First axis (left-right).</summary>
    Sagittal = 0,

    /// <summary>Second axis (posterior-anterior).</summary>
    Coronal = 1,

    /// <summary>Third axis (inferior-superior).</summary>
    Axial = 2,
}
