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

/// <summary>
/// Several users of one cache folder. Locks belong to open files, not to processes, so that two caches in one process meet as two processes do.
/// </summary>
public sealed class SharedCacheTests : IDisposable
{
    private static readonly SlicePreparation Preparation = new(SliceDirection.Axial, new SliceRange(new SliceIndex(0), 4), Unnormalize: false);

    private readonly TemporaryFolder folder = new();
    private readonly SliceCache cache;
    private readonly string[] images;

    public SharedCacheTests()
    {
        cache = new SliceCache(folder.File("cache"), long.MaxValue);
        images = [.. Enumerable.Range(0, 4).Select(WriteImage)];
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Of_two_that_fill_at_once_one_fills_and_the_other_finds_it_filled()
    {
        using var firstIsFilling = new ManualResetEventSlim();
        using var secondMayBeWaiting = new ManualResetEventSlim();
        var first = Task.Run(() => cache.OpenOrFill(images, Preparation, 1, new Gate(firstIsFilling, secondMayBeWaiting)));
        firstIsFilling.Wait();
        var second = Task.Run(() => new SliceCache(cache.Folder, long.MaxValue).OpenOrFill(images, Preparation, 1));
        Assert.False(second.IsCompleted);
        secondMayBeWaiting.Set();

        using var a = await first;
        using var b = await second;

        Assert.Equal(4, a.Statistics.VolumesDecoded);
        Assert.Equal(0, b.Statistics.VolumesDecoded);
        Assert.True(a.Slice(3, new SliceIndex(3)).SequenceEqual(b.Slice(3, new SliceIndex(3))));
        Assert.Single(Directory.GetFiles(cache.Folder));
    }

    [Fact]
    public void Many_at_once_decode_each_volume_once()
    {
        var stores = new SliceStore[6];
        Parallel.For(0, stores.Length, new ParallelOptions { MaxDegreeOfParallelism = 6 }, i => stores[i] = cache.OpenOrFill(images, Preparation, 2));

        Assert.Equal(4, stores.Sum(store => store.Statistics.VolumesDecoded));
        Array.ForEach(stores, store => store.Dispose());
    }

    [Fact]
    public void Who_waits_for_another_can_be_cancelled()
    {
        var name = Path.GetFileNameWithoutExtension(FillAndForget());
        cache.Prune(0);
        using var other = new FileStream(Path.Combine(cache.Folder, name + ".lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        Assert.ThrowsAny<OperationCanceledException>(() => cache.OpenOrFill(images, Preparation, 1, null, cancel.Token));
    }

    [Theory]
    [InlineData(0)] // magic
    [InlineData(9)] // lengths
    [InlineData(4096)] // first slice
    [InlineData(-1)] // end of the metadata
    public void A_damaged_store_is_filled_again(int at)
    {
        var path = FillAndForget();
        var expected = File.ReadAllBytes(path);
        Damage(path, at);

        using var store = cache.OpenOrFill(images, Preparation, 1);

        Assert.Equal(4, store.Statistics.VolumesDecoded);
        Assert.Equal(expected, File.ReadAllBytes(path));
    }

    [Fact]
    public void Damage_in_any_slice_is_found()
    {
        var path = FillAndForget();
        for (var slice = 0; slice < 16; slice += 5)
        {
            Damage(path, 4096 + slice * PreparedSlice.Bytes + 777);
            using var store = cache.OpenOrFill(images, Preparation, 1);
            Assert.Equal(4, store.Statistics.VolumesDecoded);
        }
    }

    [Fact]
    public void What_this_process_has_compared_with_its_hashes_is_not_compared_again()
    {
        var path = FillAndForget();
        var used = File.GetLastWriteTimeUtc(path);
        Damage(path, 4096);
        File.SetLastWriteTimeUtc(path, used);

        using var store = cache.OpenOrFill(images, Preparation, 1);

        Assert.Equal(0, store.Statistics.VolumesDecoded);
    }

    [Fact]
    public void What_another_process_put_in_its_place_is_compared()
    {
        var path = FillAndForget();
        Damage(path, 4096);
        File.Copy(path, path + ".copy");
        File.Move(path + ".copy", path, overwrite: true);

        using var store = cache.OpenOrFill(images, Preparation, 1);

        Assert.Equal(4, store.Statistics.VolumesDecoded);
    }

    [Fact]
    public void A_cut_store_is_filled_again()
    {
        var path = FillAndForget();
        using (var file = File.OpenWrite(path))
        {
            file.SetLength(file.Length / 2);
        }

        using var store = cache.OpenOrFill(images, Preparation, 1);
        Assert.Equal(4, store.Statistics.VolumesDecoded);
    }

    [Fact]
    public void What_a_killed_fill_left_is_ignored_and_cleaned()
    {
        var path = FillAndForget();
        cache.Prune(0);
        var leftover = Path.ChangeExtension(path, $".{Guid.NewGuid():N}.filling");
        File.WriteAllBytes(leftover, new byte[100]);
        File.WriteAllBytes(Path.ChangeExtension(path, ".lock"), []);

        using var store = cache.OpenOrFill(images, Preparation, 1);

        Assert.Equal(4, store.Statistics.VolumesDecoded);
        Assert.Equal([path], Directory.GetFiles(cache.Folder));
    }

    [Fact]
    public void What_a_kill_left_beside_a_finished_store_is_cleaned_when_it_is_opened()
    {
        var path = FillAndForget();
        File.WriteAllBytes(Path.ChangeExtension(path, ".lock"), []);
        File.WriteAllBytes(Path.ChangeExtension(path, $".{Guid.NewGuid():N}.filling"), new byte[100]);

        using var store = cache.OpenOrFill(images, Preparation, 1);

        Assert.Equal(0, store.Statistics.VolumesDecoded);
        Assert.Equal([path], Directory.GetFiles(cache.Folder));
    }

    [Fact]
    public void Pruning_cleans_what_killed_fills_left_but_not_what_a_running_one_writes()
    {
        var key = Path.ChangeExtension(FillAndForget(), null);
        var dead = $"{key}.{Guid.NewGuid():N}.filling";
        var alive = $"{key}.{Guid.NewGuid():N}.filling";
        File.WriteAllBytes(dead, new byte[100]);
        File.WriteAllBytes(key + ".lock", []);
        using var running = new FileStream(alive, FileMode.CreateNew, FileAccess.Write, FileShare.None);

        Assert.Equal(100, cache.Prune(long.MaxValue).BytesFreed);
        Assert.Equal([alive, key + ".slices"], Directory.GetFiles(cache.Folder).Order());
    }

    [Fact]
    public void Pruning_takes_what_was_not_used_for_longest_and_leaves_what_is_in_use()
    {
        var paths = Enumerable.Range(1, 3).Select(count => FillAndForget(Preparation with { Slices = new SliceRange(new SliceIndex(0), count) })).ToArray();
        for (var i = 0; i < 3; i++)
        {
            File.SetLastWriteTimeUtc(paths[i], DateTime.UtcNow.AddHours(i - 10));
        }

        // Opening the oldest makes it the one used last, and in use.
        using var open = cache.OpenOrFill(images, Preparation with { Slices = new SliceRange(new SliceIndex(0), 1) }, 1);
        Assert.Equal([paths[0], paths[2], paths[1]], cache.List().Select(store => store.Path));
        Assert.Equal([true, false, false], cache.List().Select(store => store.InUse));

        var sizes = paths.Select(path => new FileInfo(path).Length).ToArray();
        Assert.Equal(new PruneResult(1, sizes[1], sizes[0] + sizes[2]), cache.Prune(sizes[0] + sizes[2]));
        Assert.Equal(new PruneResult(1, sizes[2], sizes[0]), cache.Prune(0));
        Assert.True(open.Slice(0, new SliceIndex(0)).Length > 0);
        open.Dispose();
        Assert.Equal(new PruneResult(1, sizes[0], 0), cache.Prune(0));
        Assert.Empty(cache.List());
    }

    [Fact]
    public void A_fill_prunes_older_stores_to_the_limit()
    {
        FillAndForget();
        using var store = new SliceCache(cache.Folder, 1).OpenOrFill(images, Preparation with { Unnormalize = true }, 1);

        Assert.True(Assert.Single(cache.List()).InUse);
    }

    [Fact]
    public void Pruning_touches_nothing_that_is_not_its_own()
    {
        FillAndForget();
        File.WriteAllText(Path.Combine(cache.Folder, "my.slices"), "mine");
        File.WriteAllText(Path.Combine(cache.Folder, "notes.filling"), "mine");

        cache.Prune(0);

        Assert.Equal(["my.slices", "notes.filling"], Directory.GetFiles(cache.Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void The_list_tells_what_a_store_holds()
    {
        var path = FillAndForget();
        var store = Assert.Single(cache.List());
        Assert.Equal(new CachedStore(path, new FileInfo(path).Length, File.GetLastWriteTimeUtc(path), 4, Preparation, false, null), store);
        Damage(path, 0);
        Assert.Null(Assert.Single(cache.List()).Preparation);
    }

    [Fact]
    public void The_needed_space_is_that_of_the_file()
    {
        var size = new FileInfo(FillAndForget()).Length;
        Assert.InRange(SliceCache.BytesNeeded(4, Preparation), size, size + 16_384);
    }

    [Fact]
    public void A_study_that_fits_no_disk_is_told_before_it_starts()
    {
        Assert.Null(cache.CheckSpace(images, Preparation));
        Assert.Contains("bytes for the prepared slices", cache.CheckSpace(long.MaxValue)!.Expected, StringComparison.Ordinal);
        Assert.False(Directory.Exists(cache.Folder));
    }

    private string FillAndForget(SlicePreparation? preparation = null)
    {
        var before = Directory.Exists(cache.Folder) ? Directory.GetFiles(cache.Folder) : [];
        cache.OpenOrFill(images, preparation ?? Preparation, 1).Dispose();
        return Assert.Single(Directory.GetFiles(cache.Folder).Except(before));
    }

    private static void Damage(string path, int at)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Position = at < 0 ? file.Length + at : at;
        var value = file.ReadByte();
        file.Position--;
        file.WriteByte((byte)(value ^ 1));
    }

    private string WriteImage(int seed)
    {
        var random = new CountedRandom((ulong)seed);
        var voxels = new float[5 * 6 * 4];
        foreach (ref var voxel in voxels.AsSpan())
        {
            voxel = (float)random.NextDouble();
        }

        var path = folder.File($"{seed}.nii");
        NiftiWriter.Write(path, new VolumeShape(5, 6, 4), voxels, VoxelToWorld.Isotropic(1, 0, 0, 0));
        return path;
    }

    private sealed class Gate(ManualResetEventSlim reached, ManualResetEventSlim open) : IProgress<FillProgress>
    {
        public void Report(FillProgress value)
        {
            reached.Set();
            open.Wait();
        }
    }
}
