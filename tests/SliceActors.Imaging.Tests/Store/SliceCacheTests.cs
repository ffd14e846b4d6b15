using SliceActors.Imaging.Images;
using SliceActors.Imaging.Nifti;
using SliceActors.Imaging.PyTorch;
using SliceActors.Imaging.Slices;
using SliceActors.Imaging.Store;
using SliceActors.Imaging.Tests.Slices;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Randomness;
using SliceActors.Runs.Specs;
using SliceActors.Testing;

namespace SliceActors.Imaging.Tests.Store;

public sealed class SliceCacheTests : IDisposable
{
    private static readonly VolumeShape Shape = new(12, 10, 8);
    private static readonly SlicePreparation Sagittal = new(SliceDirection.Sagittal, new SliceRange(new SliceIndex(3), 5), Unnormalize: false);

    private readonly TemporaryFolder folder = new();
    private readonly SliceCache cache;
    private readonly string[] images;

    public SliceCacheTests()
    {
        cache = new SliceCache(folder.File("cache"), long.MaxValue);
        images = [.. Enumerable.Range(0, 6).Select(i => WriteImage($"{i}.nii.gz", Shape, (ulong)i))];
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Every_slice_lies_where_it_belongs(int threads)
    {
        using var store = cache.OpenOrFill(images, Sagittal, threads);

        Assert.Equal(images.Length, store.ImageCount);
        Assert.Equal(Sagittal.Slices, store.Slices);
        for (var image = 0; image < images.Length; image++)
        {
            for (var s = 3; s < 8; s++)
            {
                Assert.True(store.Slice(image, new SliceIndex(s)).SequenceEqual(PrepareSlowly(images[image], s)), $"{image} {s}");
            }
        }
    }

    [Fact]
    public void A_slice_outside_the_store_is_refused()
    {
        using var store = cache.OpenOrFill(images, Sagittal, 1);
        foreach (var (image, slice) in new[] { (-1, 3), (6, 3), (0, 2), (0, 8) })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => store.Slice(image, new SliceIndex(slice)).Length);
        }
    }

    [Fact]
    public void A_cold_fill_reads_each_byte_once_and_a_warm_one_none()
    {
        var size = images.Sum(path => new FileInfo(path).Length);
        string cold;
        using (var store = cache.OpenOrFill(images, Sagittal, 2))
        {
            Assert.Equal(new FillStatistics(6, size, size), store.Statistics);
            cold = store.DataDigest;
        }

        using var warm = cache.OpenOrFill(images, Sagittal, 2);
        Assert.Equal(new FillStatistics(0, 0, size), warm.Statistics);
        Assert.Equal(cold, warm.DataDigest);
    }

    [Fact]
    public void Content_digests_are_those_of_the_files()
    {
        using var store = cache.OpenOrFill(images, Sagittal, 2);
        Assert.Equal(
            images.Select(path => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))), store.ContentDigests);
    }

    [Fact]
    public void The_data_digest_follows_content_and_preparation_but_not_names()
    {
        using var store = cache.OpenOrFill(images, Sagittal, 2);
        var copies = images.Select(path => Copy(path, "copy-" + Path.GetFileName(path))).ToArray();
        using var copied = cache.OpenOrFill(copies, Sagittal, 2);
        using var turned = cache.OpenOrFill(images, Sagittal with { Direction = SliceDirection.Coronal }, 2);
        using var reversed = cache.OpenOrFill([.. images.Reverse()], Sagittal, 2);

        Assert.Equal(store.DataDigest, copied.DataDigest);
        Assert.NotEqual(store.DataDigest, turned.DataDigest);
        Assert.NotEqual(store.DataDigest, reversed.DataDigest);
    }

    [Fact]
    public void Progress_counts_up_to_all_images()
    {
        var reports = new List<FillProgress>();
        using var store = cache.OpenOrFill(images, Sagittal, 3, new Recorder(reports));

        Assert.Equal([1, 2, 3, 4, 5, 6], reports.Select(report => report.ImagesDone));
        Assert.Equal(new FillProgress(6, 6, store.Statistics.InputBytes, 6), reports[^1]);
    }

    [Fact]
    public void A_changed_image_is_read_anew()
    {
        cache.OpenOrFill(images, Sagittal, 1).Dispose();

        WriteImage("0.nii.gz", Shape, 77);
        using (var changed = cache.OpenOrFill(images, Sagittal, 1))
        {
            Assert.Equal(6, changed.Statistics.VolumesDecoded);
            Assert.True(changed.Slice(0, new SliceIndex(3)).SequenceEqual(PrepareSlowly(images[0], 3)));
        }

        File.SetLastWriteTimeUtc(images[1], new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        using var touched = cache.OpenOrFill(images, Sagittal, 1);
        Assert.Equal(6, touched.Statistics.VolumesDecoded);
        Assert.Equal(3, cache.List().Count);
    }

    [Fact]
    public void Another_preparation_is_another_store()
    {
        cache.OpenOrFill(images, Sagittal, 1).Dispose();
        cache.OpenOrFill(images, Sagittal with { Unnormalize = true }, 1).Dispose();
        cache.OpenOrFill(images, Sagittal with { Slices = new SliceRange(new SliceIndex(2), 4) }, 1).Dispose();

        Assert.Equal(3, cache.List().Count);
    }

    [Fact]
    public void All_bad_images_are_told_at_once_and_nothing_is_left_behind()
    {
        var bad = images.ToArray();
        bad[1] = folder.Write("cut.nii.gz", File.ReadAllBytes(images[1])[..300]);
        bad[3] = WriteImage("other.nii.gz", new VolumeShape(12, 11, 8), 3);
        bad[5] = folder.Write("noise.nii", [1, 2, 3]);

        var error = Assert.Throws<BadInputException>(() => cache.OpenOrFill(bad, Sagittal, 2));

        Assert.Equal([bad[1], bad[3], bad[5]], error.Findings.Select(finding => finding.Where));
        Assert.Contains("12x10x8", error.Findings[1].Expected, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(cache.Folder));
    }

    [Fact]
    public void Missing_images_are_told_before_anything_is_made()
    {
        var error = Assert.Throws<BadInputException>(() => cache.OpenOrFill([folder.File("a.nii"), images[0], folder.File("b.nii")], Sagittal, 2));
        Assert.Equal(2, error.Findings.Count);
        Assert.False(Directory.Exists(cache.Folder));
    }

    [Fact]
    public void Slices_beyond_the_volume_are_refused()
    {
        var error = Assert.Throws<BadInputException>(() => cache.OpenOrFill(images, Sagittal with { Slices = new SliceRange(new SliceIndex(8), 5) }, 2));
        Assert.Contains("12 sagittal slices, but slices 8 … 12", Assert.Single(error.Findings).Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_fill_leaves_nothing_behind()
    {
        using var cancel = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(
            () => cache.OpenOrFill(images, Sagittal, 1, new Canceller(cancel), cancel.Token));
        Assert.Empty(Directory.GetFiles(cache.Folder));
    }

    [Fact]
    public void Tensors_and_NIfTI_files_of_the_same_voxels_give_the_same_slices()
    {
        var volume = NiftiVolume.Read(images[0]);
        var voxels = new float[Shape.VoxelCount];
        for (var at = 0; at < voxels.Length; at++)
        {
            var (i, j, k) = (at / (Shape.Height * Shape.Width), at / Shape.Width % Shape.Height, at % Shape.Width);
            voxels[at] = volume.Voxels.Span[i + Shape.Depth * (j + Shape.Height * k)];
        }

        var bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(voxels).ToArray();
        var tensor = TorchTensor.Contiguous(TorchDtype.Float32, [1, Shape.Depth, Shape.Height, Shape.Width], bytes);
        using (var file = File.Create(folder.File("0.pt")))
        {
            TorchFile.Write(file, tensor);
        }

        Assert.Equal(Shape, ImageHeader.Read(folder.File("0.pt")));
        foreach (var direction in Enum.GetValues<SliceDirection>())
        {
            using var store = cache.OpenOrFill([images[0], folder.File("0.pt")], Sagittal with { Direction = direction }, 1);
            for (var offset = 0; offset < 5; offset++)
            {
                Assert.True(store.Slice(0, Sagittal.Slices.At(offset)).SequenceEqual(store.Slice(1, Sagittal.Slices.At(offset))));
            }
        }
    }

    private string WriteImage(string name, VolumeShape shape, ulong seed)
    {
        var random = new CountedRandom(seed);
        var voxels = new float[shape.VoxelCount];
        foreach (ref var voxel in voxels.AsSpan())
        {
            voxel = (float)random.NextGaussian();
        }

        NiftiWriter.Write(folder.File(name), shape, voxels, VoxelToWorld.Isotropic(1, 0, 0, 0));
        return folder.File(name);
    }

    private string Copy(string path, string name)
    {
        File.Copy(path, folder.File(name));
        return folder.File(name);
    }

    private static byte[] PrepareSlowly(string path, int sagittal)
    {
        var voxels = NiftiVolume.Read(path).Voxels.Span;
        var plane = new float[Shape.Height, Shape.Width];
        for (var j = 0; j < Shape.Height; j++)
        {
            for (var k = 0; k < Shape.Width; k++)
            {
                plane[j, k] = voxels[sagittal + Shape.Depth * (j + Shape.Height * k)];
            }
        }

        return Planes.PrepareSlowly(plane);
    }

    private sealed class Recorder(List<FillProgress> reports) : IProgress<FillProgress>
    {
        public void Report(FillProgress value) => reports.Add(value);
    }

    private sealed class Canceller(CancellationTokenSource source) : IProgress<FillProgress>
    {
        public void Report(FillProgress value) => source.Cancel();
    }
}
