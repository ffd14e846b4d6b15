using System.Runtime.InteropServices;
using SliceActors.Imaging.Nifti;
using SliceActors.Imaging.Slices;
using SliceActors.Imaging.Store;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Testing;

namespace SliceActors.Imaging.Tests.Store;

public sealed class NativeStoreTests : IDisposable
{
    private static readonly VolumeShape Shape = new(5, 4, 3);
    private readonly TemporaryFolder folder = new();
    private readonly SliceCache cache;

    public NativeStoreTests() => cache = new SliceCache(folder.File("cache"), long.MaxValue);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(SliceDirection.Sagittal, false)]
    [InlineData(SliceDirection.Coronal, false)]
    [InlineData(SliceDirection.Axial, false)]
    [InlineData(SliceDirection.Axial, true)]
    public void Slices_keep_size_and_precision_and_are_scaled_unless_told_otherwise(SliceDirection direction, bool unnormalize)
    {
        string[] images = [Write("a.nii.gz", voxel => voxel * voxel), Write("b.nii.gz", voxel => 7 - voxel)];
        var (rows, columns) = Shape.SliceSize(direction);
        using var store = cache.OpenOrFill(images, Preparation(direction, unnormalize, new SliceShape(rows, columns)), 2);

        for (var image = 0; image < images.Length; image++)
        {
            var intensities = Enumerable.Range(0, rows * columns).Select(pixel => Value(image, Voxel(direction, 1, pixel / columns, pixel % columns))).ToArray();
            var (least, range) = unnormalize ? (0, 1) : (intensities.Min(), intensities.Max() - intensities.Min());
            Assert.Equal(intensities.Select(x => (x - least) / range), Floats(store, image, 1));
        }
    }

    [Fact]
    public void What_is_no_number_counts_as_PyTorch_counts_it()
    {
        var image = Write("odd.nii.gz", voxel => voxel == 0 ? float.NaN : voxel == 1 ? float.PositiveInfinity : 1);
        using var store = cache.OpenOrFill([image], Preparation(SliceDirection.Axial, unnormalize: true, new SliceShape(5, 4)), 1);

        Assert.Equal([0, 1, 1, 1, float.MaxValue], Floats(store, 0, 0)[..5]);
    }

    [Fact]
    public void Native_and_usual_slices_of_the_same_images_are_kept_apart()
    {
        string[] images = [Write("a.nii.gz", voxel => voxel)];
        var usual = Preparation(SliceDirection.Axial, false, null);
        using var native = cache.OpenOrFill(images, usual with { Native = new SliceShape(5, 4) }, 1);
        using var store = cache.OpenOrFill(images, usual, 1);

        Assert.Equal(224 * 224, store.Slice(0, new SliceIndex(1)).Length);
        Assert.Equal(5 * 4 * sizeof(float), native.Slice(0, new SliceIndex(1)).Length);
        Assert.NotEqual(store.DataDigest, native.DataDigest);
    }

    [Fact]
    public void Images_of_another_size_are_refused()
    {
        var image = Write("a.nii.gz", voxel => voxel);

        var bad = Assert.Throws<BadInputException>(() => cache.OpenOrFill([image], Preparation(SliceDirection.Axial, false, new SliceShape(4, 5)), 1));

        Assert.Equal(("5x4x3 voxels", "axial slices of 4 × 5 pixels"), (Assert.Single(bad.Findings).Found, bad.Findings[0].Expected));
    }

    private static SlicePreparation Preparation(SliceDirection direction, bool unnormalize, SliceShape? native) =>
        new(direction, new SliceRange(new SliceIndex(0), 3), unnormalize, Native: native);

    private static float Value(int image, int voxel) => image == 0 ? voxel * voxel : 7 - voxel;

    /// <summary>Where a pixel lies in the file, whose first axis runs fastest.</summary>
    private static int Voxel(SliceDirection direction, int slice, int row, int column)
    {
        var (i, j, k) = direction switch
        {
            SliceDirection.Sagittal => (slice, row, column),
            SliceDirection.Coronal => (row, slice, column),
            _ => (row, column, slice),
        };
        return i + (Shape.Depth * (j + (Shape.Height * k)));
    }

    private static float[] Floats(SliceStore store, int image, int slice) => MemoryMarshal.Cast<byte, float>(store.Slice(image, new SliceIndex(slice))).ToArray();

    private string Write(string name, Func<int, float> value)
    {
        var path = folder.File(name);
        NiftiWriter.Write(path, Shape, Enumerable.Range(0, (int)Shape.VoxelCount).Select(value).ToArray(), VoxelToWorld.Isotropic(1, 0, 0, 0));
        return path;
    }
}
