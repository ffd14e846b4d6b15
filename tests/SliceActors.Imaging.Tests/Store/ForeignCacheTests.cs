using System.Runtime.Versioning;
using SliceActors.Imaging.Nifti;
using SliceActors.Imaging.Slices;
using SliceActors.Imaging.Store;
using SliceActors.Imaging.Tests.Support;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Testing;

namespace SliceActors.Imaging.Tests.Store;

/// <summary>A cache folder of which parts, or all, belong to somebody else.</summary>
[SupportedOSPlatform("linux")]
public sealed class ForeignCacheTests : IDisposable
{
    private const UnixFileMode Open = (UnixFileMode)0b111_111_111;
    private const UnixFileMode Readable = (UnixFileMode)0b111_101_101;
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly SlicePreparation Preparation = new(SliceDirection.Axial, new SliceRange(new SliceIndex(0), 4), Unnormalize: false);
    private static readonly SlicePreparation Other = Preparation with { Unnormalize = true };

    private readonly TemporaryFolder folder = new();
    private readonly SliceCache cache;
    private readonly string[] images;

    public ForeignCacheTests()
    {
        File.SetUnixFileMode(folder.Path, Readable);
        cache = new SliceCache(folder.File("cache"), long.MaxValue);
        images = [.. Enumerable.Range(0, 2).Select(WriteImage)];
    }

    public void Dispose() => folder.Dispose();

    [SkippableTheory]
    [InlineData(Readable)]
    [InlineData(Open)]
    [InlineData(Open | UnixFileMode.StickyBit)]
    public void What_a_colleague_filled_is_used(UnixFileMode mode)
    {
        var path = FillAndForget(mode);
        using var colleague = new SomebodyElse();

        using var store = cache.OpenOrFill(images, Preparation, 1);
        using var narrow = cache.OpenOrFill(images, Preparation with { Slices = new SliceRange(new SliceIndex(1), 2) }, 1);

        Assert.Equal((0, 0), (store.Statistics.VolumesDecoded, narrow.Statistics.VolumesDecoded));
        Assert.Equal(path, Assert.Single(cache.List()).Path);
    }

    [SkippableFact]
    public void Beside_what_a_colleague_filled_others_are_filled_and_only_own_ones_pruned()
    {
        var path = FillAndForget(Open | UnixFileMode.StickyBit);
        using var colleague = new SomebodyElse();

        using (var store = new SliceCache(cache.Folder, 1).OpenOrFill(images, Other, 1))
        {
            Assert.Equal(2, store.Statistics.VolumesDecoded);
        }

        var pruned = cache.Prune(0);
        Assert.Equal((1, 1), (pruned.StoresRemoved, pruned.StoresDenied));
        Assert.Equal([path], Directory.GetFiles(cache.Folder));
    }

    [SkippableFact]
    public void A_lock_that_a_killed_colleague_left_does_not_stop_a_fill()
    {
        var path = FillAndForget(Open | UnixFileMode.StickyBit);
        File.Delete(path);
        File.WriteAllBytes(Path.ChangeExtension(path, ".lock"), []);
        using var colleague = new SomebodyElse();

        using var store = cache.OpenOrFill(images, Preparation, 1);

        Assert.Equal(2, store.Statistics.VolumesDecoded);
    }

    [SkippableFact]
    public void A_store_that_may_not_be_read_is_named_and_disturbs_no_other()
    {
        var path = FillAndForget(Open);
        File.SetUnixFileMode(path, Private);
        using var colleague = new SomebodyElse();

        var error = Assert.Throws<IOException>(() => cache.OpenOrFill(images, Preparation, 1));
        Assert.StartsWith($"{path}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("--cache_dir", error.Message, StringComparison.Ordinal);

        using var store = cache.OpenOrFill(images, Other, 1);
        Assert.Equal(2, store.Statistics.VolumesDecoded);
        Assert.NotEqual(path, Assert.Single(cache.List()).Path);
    }

    [SkippableFact]
    public void A_folder_that_may_not_be_written_to_is_named_with_the_option_that_chooses_another()
    {
        FillAndForget(Readable);
        using var colleague = new SomebodyElse();

        var error = Assert.Throws<IOException>(() => cache.OpenOrFill(images, Other, 1));

        Assert.StartsWith($"{cache.Folder}: the cache folder cannot be written to", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("--cache_dir.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named_with_the_option_that_chooses_another()
    {
        var impossible = new SliceCache(Path.Combine(images[0], "cache"), long.MaxValue);

        var error = Assert.Throws<IOException>(() => impossible.OpenOrFill(images, Preparation, 1));

        Assert.StartsWith($"{impossible.Folder}: the cache folder cannot be made", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("--cache_dir.", error.Message, StringComparison.Ordinal);
    }

    private string FillAndForget(UnixFileMode mode)
    {
        cache.OpenOrFill(images, Preparation, 1).Dispose();
        File.SetUnixFileMode(cache.Folder, mode);
        return Assert.Single(Directory.GetFiles(cache.Folder));
    }

    private string WriteImage(int seed)
    {
        var voxels = Enumerable.Range(0, 5 * 6 * 4).Select(voxel => (float)(voxel * (seed + 1) % 7)).ToArray();
        NiftiWriter.Write(folder.File($"{seed}.nii"), new VolumeShape(5, 6, 4), voxels, VoxelToWorld.Isotropic(1, 0, 0, 0));
        return folder.File($"{seed}.nii");
    }
}
