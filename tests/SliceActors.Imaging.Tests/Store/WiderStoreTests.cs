using SliceActors.Imaging.Nifti;
using SliceActors.Imaging.Slices;
using SliceActors.Imaging.Store;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Randomness;
using SliceActors.Runs.Specs;
using SliceActors.Testing;

namespace SliceActors.Imaging.Tests.Store;

/// <summary>Bands of slices of the same images: what a wider store holds is not decoded again.</summary>
public sealed class WiderStoreTests : IDisposable
{
    private static readonly VolumeShape Shape = new(12, 10, 8);

    private readonly TemporaryFolder folder = new();
    private readonly SliceCache cache;
    private readonly string[] images;

    public WiderStoreTests()
    {
        cache = new SliceCache(folder.File("cache"), long.MaxValue);
        images = [.. Enumerable.Range(0, 3).Select(WriteImage)];
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_band_inside_another_is_not_decoded_and_has_the_bytes_of_a_store_of_its_own()
    {
        Fill(Band(1, 8));
        foreach (var narrow in new[] { Band(1, 3), Band(4, 2), Band(6, 3), Band(8, 1) })
        {
            using var found = cache.OpenOrFill(images, narrow, 1);
            using var own = new SliceCache(folder.File($"own-{narrow.Slices.First}"), long.MaxValue).OpenOrFill(images, narrow, 1);

            Assert.Equal((0, 3), (found.Statistics.VolumesDecoded, own.Statistics.VolumesDecoded));
            Assert.Equal(own.Preparation, found.Preparation);
            Assert.Equal(own.DataDigest, found.DataDigest);
            Assert.Equal(own.ContentDigests, found.ContentDigests);
            for (var image = 0; image < images.Length; image++)
            {
                for (var offset = 0; offset < narrow.Slices.Count; offset++)
                {
                    Assert.True(own.Slice(image, narrow.Slices.At(offset)).SequenceEqual(found.Slice(image, narrow.Slices.At(offset))));
                }
            }
        }

        Assert.Single(cache.List());
    }

    [Fact]
    public void Slices_beside_the_band_are_refused_though_the_store_holds_them()
    {
        Fill(Band(1, 8));
        using var store = cache.OpenOrFill(images, Band(4, 2), 1);

        Assert.Throws<ArgumentOutOfRangeException>(() => store.Slice(0, new SliceIndex(3)).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => store.Slice(0, new SliceIndex(6)).Length);
    }

    [Fact]
    public void Of_three_bands_only_those_that_reach_beyond_are_decoded() =>
        Assert.Equal([3, 3, 0], new[] { Band(2, 8), Band(1, 8), Band(3, 3) }.Select(Fill));

    [Fact]
    public void Other_images_another_order_direction_or_intensity_are_decoded()
    {
        Fill(Band(1, 6));

        Assert.Equal(3, Fill(Band(2, 2) with { Direction = SliceDirection.Coronal }));
        Assert.Equal(3, Fill(Band(2, 2) with { Unnormalize = true }));
        Assert.Equal(2, Fill(Band(2, 2), images[..2]));
        Assert.Equal(3, Fill(Band(2, 2), [.. images.Reverse()]));
    }

    [Fact]
    public void An_image_that_changed_is_decoded()
    {
        Fill(Band(1, 6));
        File.SetLastWriteTimeUtc(images[1], new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.Equal(3, Fill(Band(2, 2)));
    }

    [Fact]
    public void A_damaged_wider_store_is_not_used()
    {
        Fill(Band(1, 6));
        var path = Assert.Single(cache.List()).Path;
        var bytes = File.ReadAllBytes(path);
        bytes[5000] ^= 1;
        File.WriteAllBytes(path, bytes);

        Assert.Equal(3, Fill(Band(2, 2)));
    }

    [Fact]
    public void A_wider_store_in_use_through_a_band_is_not_pruned()
    {
        Fill(Band(1, 6));
        using var store = cache.OpenOrFill(images, Band(2, 2), 1);

        Assert.Equal(0, cache.Prune(0).StoresRemoved);
    }

    [Fact]
    public void No_room_is_asked_for_what_a_wider_store_holds()
    {
        Fill(Band(1, 6));

        Assert.Null(cache.CheckSpace(images, Band(2, 2)));
        Assert.Equal(0, Fill(Band(2, 2)));
    }

    private static SlicePreparation Band(int first, int count) => new(SliceDirection.Sagittal, new SliceRange(new SliceIndex(first), count), Unnormalize: false);

    private int Fill(SlicePreparation band) => Fill(band, images);

    private int Fill(SlicePreparation band, string[] of)
    {
        using var store = cache.OpenOrFill(of, band, 1);
        return store.Statistics.VolumesDecoded;
    }

    private string WriteImage(int seed)
    {
        var random = new CountedRandom((ulong)seed);
        var voxels = new float[Shape.VoxelCount];
        foreach (ref var voxel in voxels.AsSpan())
        {
            voxel = (float)random.NextDouble();
        }

        NiftiWriter.Write(folder.File($"{seed}.nii.gz"), Shape, voxels, VoxelToWorld.Isotropic(1, 0, 0, 0));
        return folder.File($"{seed}.nii.gz");
    }
}
