namespace SliceActors.Imaging.Volumes;

/// <summary>The voxels of one image. The buffer may belong to the reader that filled it and then lives until that reader's next image.</summary>
/// <param name="Voxels">Scaled intensities, exactly <see cref="VolumeShape.VoxelCount"/> of them; NaN and infinities as stored.</param>
/// <param name="Shape">Extent along the three axes.</param>
/// <param name="Order">How the voxels follow each other.</param>
internal sealed record Volume(ReadOnlyMemory<float> Voxels, VolumeShape Shape, VoxelOrder Order);
