namespace SliceActors.Imaging.Volumes;

/// <summary>Which axis of a volume runs fastest in memory.</summary>
internal enum VoxelOrder
{
    /// <summary>Voxel <c>(i, j, k)</c> at <c>i + nx·(j + ny·k)</c>: NIfTI.</summary>
    FirstAxisFastest,

    /// <summary>Voxel <c>(i, j, k)</c> at <c>k + nz·(j + ny·i)</c>: a contiguous tensor.</summary>
    LastAxisFastest,
}
