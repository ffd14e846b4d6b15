using SliceActors.Imaging.Caps;
using SliceActors.Imaging.Images;
using SliceActors.Imaging.Nifti;
using SliceActors.Imaging.PyTorch;
using SliceActors.Imaging.Slices;
using SliceActors.Imaging.Store;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Randomness;
using SliceActors.Runs.Specs;
using SliceActors.Testing;

namespace SliceActors.Imaging.Tests.Store;

/// <summary>Images behind symbolic links, as git-annex and DataLad keep them.</summary>
public sealed class LinkedImageTests : IDisposable
{
    private static readonly DateTime Long = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly VolumeShape Shape = new(5, 6, 4);
    private static readonly SlicePreparation Preparation = new(SliceDirection.Axial, new SliceRange(new SliceIndex(0), 4), Unnormalize: false);

    private readonly TemporaryFolder folder = new();
    private readonly SliceCache cache;

    public LinkedImageTests()
    {
        cache = new SliceCache(folder.File("cache"), long.MaxValue);
        Directory.CreateDirectory(folder.File("objects"));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_linked_image_is_read_as_any_other()
    {
        var (plain, linked) = (WriteObject("plain.nii", 1), Link("linked.nii", Link("between.nii", WriteObject("object.nii", 1))));

        using var expected = cache.OpenOrFill([plain], Preparation, 1);
        using var store = cache.OpenOrFill([linked], Preparation, 1);
        using var again = cache.OpenOrFill([linked], Preparation, 1);

        Assert.Equal(expected.DataDigest, store.DataDigest);
        Assert.True(expected.Slice(0, new SliceIndex(2)).SequenceEqual(store.Slice(0, new SliceIndex(2))));
        Assert.Equal((1, 0), (store.Statistics.VolumesDecoded, again.Statistics.VolumesDecoded));
        Assert.Equal(new FileInfo(plain).Length, store.Statistics.InputBytes);
    }

    [Fact]
    public void A_linked_image_passes_the_thorough_check() =>
        Assert.Empty(ImageCheck.Decode([Link("linked.nii", WriteObject("object.nii", 1))], Preparation, 1));

    [Fact]
    public void A_target_that_changed_is_read_anew()
    {
        var linked = Link("linked.nii", WriteObject("object.nii", 1));
        cache.OpenOrFill([linked], Preparation, 1).Dispose();

        File.SetLastWriteTimeUtc(WriteObject("object.nii", 2), Long.AddHours(1));

        using var store = cache.OpenOrFill([linked], Preparation, 1);
        Assert.Equal(1, store.Statistics.VolumesDecoded);
    }

    [Fact]
    public void A_link_that_leads_to_another_object_is_read_anew_though_length_and_time_are_the_same()
    {
        var (first, second) = (WriteObject("first.nii", 1), WriteObject("second.nii", 2));
        var linked = Link("linked.nii", first);
        using var before = cache.OpenOrFill([linked], Preparation, 1);

        File.Delete(linked);
        Link("linked.nii", second);

        using var after = cache.OpenOrFill([linked], Preparation, 1);
        Assert.Equal(1, after.Statistics.VolumesDecoded);
        Assert.NotEqual(before.DataDigest, after.DataDigest);
    }

    [Theory]
    [InlineData("absent.nii")]
    [InlineData("linked.nii")] // Leads to itself.
    public void A_link_that_leads_nowhere_is_told_with_what_to_do(string target)
    {
        var linked = Link("linked.nii", folder.File(target));

        foreach (var read in new Action[] { () => cache.OpenOrFill([linked], Preparation, 1), () => ImageHeader.Read(linked) })
        {
            var finding = Assert.Single(Assert.Throws<BadInputException>(read).Findings);
            Assert.Equal(linked, finding.Where);
            Assert.Contains($"a link to {folder.File(target)}", finding.Found, StringComparison.Ordinal);
            Assert.Contains("git annex get", finding.Expected, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Linked_slices_of_an_extraction_are_read_as_any_other()
    {
        var preparation = Preparation with { Slices = new SliceRange(new SliceIndex(0), 2), Extracted = true };
        var slices = folder.File("slice-*.pt");
        for (var slice = 0; slice < 2; slice++)
        {
            var path = folder.File("objects", $"{slice}.pt");
            using (var file = File.Create(path))
            {
                TorchFile.Write(file, TorchTensor.Contiguous(TorchDtype.Float32, [3, 1, 1], new byte[12]));
            }

            var name = CapsTensors.Slice(slices, new SliceIndex(slice));
            File.CreateSymbolicLink(name, path);
        }

        using var store = cache.OpenOrFill([slices], preparation, 1);
        Assert.Equal(1, store.ImageCount);
    }

    private string WriteObject(string name, int seed)
    {
        var random = new CountedRandom((ulong)seed);
        var voxels = new float[Shape.VoxelCount];
        foreach (ref var voxel in voxels.AsSpan())
        {
            voxel = (float)random.NextDouble();
        }

        var path = folder.File("objects", name);
        NiftiWriter.Write(path, Shape, voxels, VoxelToWorld.Isotropic(1, 0, 0, 0));
        File.SetLastWriteTimeUtc(path, Long);
        return path;
    }

    private string Link(string name, string target)
    {
        File.CreateSymbolicLink(folder.File(name), target);
        return folder.File(name);
    }
}
