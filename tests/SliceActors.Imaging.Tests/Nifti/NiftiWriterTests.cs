using SliceActors.Imaging.Nifti;
using SliceActors.Imaging.Volumes;
using SliceActors.Testing;

namespace SliceActors.Imaging.Tests.Nifti;

public class NiftiWriterTests
{
    [Theory]
    [InlineData("image.nii")]
    [InlineData("image.nii.gz")]
    public void What_is_written_is_read_back(string name)
    {
        using var folder = new TemporaryFolder();
        var voxels = Enumerable.Range(0, 24).Select(x => x * 0.3f).ToArray();
        voxels[5] = float.NaN;
        var affine = new VoxelToWorld(0, -2, 0, 10, 1.5, 0, 0, 20, 0, 0, 3, -30);

        var digest = NiftiWriter.Write(folder.File(name), new VolumeShape(2, 3, 4), voxels, affine);

        var volume = NiftiVolume.Read(folder.File(name));
        Assert.Equal(new FileInfo(folder.File(name)).Length, digest.Length);
        Assert.Equal(new VolumeShape(2, 3, 4), volume.Header.Shape);
        Assert.Equal(voxels, volume.Voxels.ToArray());
        for (var i = 0; i < 12; i++)
        {
            Assert.Equal(affine[i / 4, i % 4], volume.Header.Affine[i / 4, i % 4]);
        }
    }

    [Fact]
    public void Another_number_of_voxels_than_the_shape_has_is_refused() => Assert.Throws<ArgumentException>(
        () => NiftiWriter.Write("image.nii", new VolumeShape(2, 2, 2), new float[7], VoxelToWorld.Isotropic(1, 0, 0, 0)));

    [Fact]
    public void Another_ending_is_refused() => Assert.Throws<ArgumentException>(
        () => NiftiWriter.Write("image.img", new VolumeShape(1, 1, 1), new float[1], VoxelToWorld.Isotropic(1, 0, 0, 0)));
}
