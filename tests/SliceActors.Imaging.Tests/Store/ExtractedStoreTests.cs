using System.Runtime.InteropServices;
using SliceActors.Imaging.Caps;
using SliceActors.Imaging.Extraction;
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

public sealed class ExtractedStoreTests : IDisposable
{
    private static readonly VolumeShape Shape = new(21, 33, 17);

    private readonly TemporaryFolder caps = new();
    private readonly TemporaryFolder cacheFolder = new();

    public void Dispose()
    {
        caps.Dispose();
        cacheFolder.Dispose();
    }

    [Theory]
    [InlineData(SliceDirection.Sagittal)]
    [InlineData(SliceDirection.Coronal)]
    [InlineData(SliceDirection.Axial)]
    public void Extracted_slices_give_the_bytes_of_their_volume(SliceDirection direction)
    {
        var volume = WriteImage("sub-1");
        var extracted = Extract(direction);
        var slices = new SliceRange(new SliceIndex(2), 12);

        using var fromVolume = Open([volume], new SlicePreparation(direction, slices, Unnormalize: false));
        using var fromSlices = Open([extracted], new SlicePreparation(direction, slices, Unnormalize: false, Extracted: true));
        using var unscaled = Open([extracted], new SlicePreparation(direction, slices, Unnormalize: true, Extracted: true));

        for (var offset = 0; offset < slices.Count; offset++)
        {
            Assert.True(fromVolume.Slice(0, slices.At(offset)).SequenceEqual(fromSlices.Slice(0, slices.At(offset))), $"slice {slices.At(offset)}");
            Assert.True(fromVolume.Slice(0, slices.At(offset)).SequenceEqual(unscaled.Slice(0, slices.At(offset))), $"slice {slices.At(offset)}");
        }

        Assert.NotEqual(fromVolume.DataDigest, fromSlices.DataDigest);
    }

    [Fact]
    public void A_store_is_found_again_until_one_of_its_slices_changes()
    {
        WriteImage("sub-1");
        var extracted = Extract(SliceDirection.Axial);
        var preparation = new SlicePreparation(SliceDirection.Axial, new SliceRange(new SliceIndex(3), 4), Unnormalize: false, Extracted: true);
        string digest;
        using (var first = Open([extracted], preparation))
        {
            Assert.Equal(1, first.Statistics.VolumesDecoded);
            digest = first.ContentDigests[0];
        }

        File.SetLastWriteTimeUtc(CapsTensors.Slice(extracted, new SliceIndex(2)), DateTime.UnixEpoch);
        using (var again = Open([extracted], preparation))
        {
            Assert.Equal(0, again.Statistics.VolumesDecoded);
        }

        File.Copy(CapsTensors.Slice(extracted, new SliceIndex(10)), CapsTensors.Slice(extracted, new SliceIndex(6)), overwrite: true);
        File.SetLastWriteTimeUtc(CapsTensors.Slice(extracted, new SliceIndex(6)), DateTime.UnixEpoch);
        using var changed = Open([extracted], preparation);
        Assert.Equal(1, changed.Statistics.VolumesDecoded);
        Assert.NotEqual(digest, changed.ContentDigests[0]);
    }

    [Fact]
    public void Slices_that_cannot_be_used_are_found_all_at_once()
    {
        WriteImage("sub-1");
        var extracted = Extract(SliceDirection.Axial);
        var preparation = new SlicePreparation(SliceDirection.Axial, new SliceRange(new SliceIndex(0), 8), Unnormalize: false, Extracted: true);
        string File(int slice) => CapsTensors.Slice(extracted, new SliceIndex(slice));
        System.IO.File.WriteAllBytes(File(1), System.IO.File.ReadAllBytes(File(1))[..500]);
        Write(File(3), [1, 21, 33]);
        Write(File(5), [3, 21, 30]);
        Write(File(6), [3, 21, 33]);

        var findings = Assert.Throws<BadInputException>(() => Open([extracted], preparation)).Findings;

        Assert.Equal([File(1), File(3), File(5), File(6)], findings.Select(finding => finding.Where));
        Assert.Contains("[1, 21, 33]", findings[1].Found, StringComparison.Ordinal);
        Assert.Contains("21x30", findings[2].Found, StringComparison.Ordinal);
        Assert.Contains("three channels that differ", findings[3].Found, StringComparison.Ordinal);
    }

    private static void Write(string path, int[] shape)
    {
        var numbers = Enumerable.Range(0, shape[0] * shape[1] * shape[2]).Select(number => (float)number).ToArray();
        using var stream = File.Create(path);
        TorchFile.Write(stream, TorchTensor.Contiguous(TorchDtype.Float32, [.. shape.Select(size => (long)size)], () => MemoryMarshal.AsBytes(numbers.AsSpan())));
    }

    private SliceStore Open(string[] images, SlicePreparation preparation) => new SliceCache(cacheFolder.Path, long.MaxValue).OpenOrFill(images, preparation, 2);

    // Ordinary intensities, a constant slice of each direction, and voxels that are no numbers.
    private string WriteImage(string participant)
    {
        var random = new CountedRandom(5);
        var voxels = new float[Shape.VoxelCount];
        for (var at = 0; at < voxels.Length; at++)
        {
            var (i, j, k) = (at % Shape.Depth, at / Shape.Depth % Shape.Height, at / (Shape.Depth * Shape.Height));
            voxels[at] = i == 4 || j == 4 || k == 4 ? 3 : (i, j, k) == (6, 6, 6) ? float.NaN : (i, j, k) == (7, 7, 7) ? float.PositiveInfinity : (float)(1000 * random.NextDouble());
        }

        var path = CapsImages.LinearNifti(caps.Path, participant, "ses-M00");
        NiftiWriter.Write(path, Shape, voxels, new VoxelToWorld(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0));
        return path;
    }

    private string Extract(SliceDirection direction)
    {
        var request = new ExtractionRequest { CapsDirectory = caps.Path, Preprocessing = Preprocessing.T1Linear, Cut = new SliceCut(direction, SliceMode.Rgb) };
        ExtractionRun.Plan(request, CapsSession.All(caps.Path), []).Run(threads: 1);
        return CapsTensors.Slices(caps.Path, Preprocessing.T1Linear, "sub-1", "ses-M00", direction);
    }
}
