using SliceActors.Imaging.Caps;
using SliceActors.Imaging.Extraction;
using SliceActors.Imaging.Nifti;
using SliceActors.Imaging.PyTorch;
using SliceActors.Imaging.Tests.PyTorch;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;
using SliceActors.Testing;

namespace SliceActors.Imaging.Tests.Extraction;

public sealed class ExtractionTests : IDisposable
{
    private static readonly VolumeShape Shape = new(5, 4, 3);
    private static readonly VoxelToWorld Affine = new(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0);

    private readonly TemporaryFolder caps = new();

    public void Dispose() => caps.Dispose();

    [Fact]
    public void An_image_holds_the_voxels_in_the_order_of_its_indices()
    {
        WriteImage("sub-1");

        var done = Extract();

        Assert.Equal((1, 0), (done.FilesWritten, done.FilesKept));
        Assert.Equal([1, 5, 4, 3], TorchTensorFile.ReadShape(ImageOf("sub-1")));
        Assert.Equal(Indices().Select(at => Voxel(at.I, at.J, at.K)), Read(ImageOf("sub-1")));
    }

    [Theory]
    [InlineData(SliceDirection.Sagittal, 5, new[] { 1, 4, 3 })]
    [InlineData(SliceDirection.Coronal, 4, new[] { 1, 5, 3 })]
    [InlineData(SliceDirection.Axial, 3, new[] { 1, 5, 4 })]
    public void Single_slices_hold_every_plane_of_the_direction(SliceDirection direction, int count, int[] shape)
    {
        WriteImage("sub-1");

        Assert.Equal(count, Extract(new SliceCut(direction, SliceMode.Intensity)).FilesWritten);

        for (var slice = 0; slice < count; slice++)
        {
            var path = CapsTensors.Slice(CapsTensors.Slices(caps.Path, Preprocessing.T1Linear, "sub-1", "ses-M00", direction, SliceMode.Intensity), new SliceIndex(slice));
            Assert.Equal(shape, TorchTensorFile.ReadShape(path));
            var expected = Indices().Where(at => (direction switch { SliceDirection.Sagittal => at.I, SliceDirection.Coronal => at.J, _ => at.K }) == slice);
            Assert.Equal(expected.Select(at => Voxel(at.I, at.J, at.K)), Read(path));
        }
    }

    [Fact]
    public void Rgb_slices_are_scaled_one_by_one_and_a_constant_one_is_NaN()
    {
        WriteImage("sub-1", (i, j, k) => k == 1 ? 7 : Voxel(i, j, k));

        Extract(new SliceCut(SliceDirection.Axial, SliceMode.Rgb));

        var plane = Indices().Where(at => at.K == 2).Select(at => Voxel(at.I, at.J, at.K)).ToArray();
        var scaled = plane.Select(x => (x - plane.Min()) / (plane.Max() - plane.Min())).ToArray();
        Assert.Equal([3, 5, 4], TorchTensorFile.ReadShape(SliceOf("sub-1", 2)));
        Assert.Equal([.. scaled, .. scaled, .. scaled], Read(SliceOf("sub-1", 2)));
        Assert.All(Read(SliceOf("sub-1", 1)), value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void What_is_complete_is_kept_and_what_is_half_or_older_than_its_image_is_written_anew()
    {
        WriteImage("sub-1");
        var cut = new SliceCut(SliceDirection.Axial, SliceMode.Rgb);
        Extract(cut);
        var whole = File.ReadAllBytes(SliceOf("sub-1", 2));
        File.Delete(SliceOf("sub-1", 0));
        File.WriteAllBytes(SliceOf("sub-1", 1), whole[..(whole.Length / 2)]);
        File.WriteAllBytes(DurableFile.UnfinishedName(SliceOf("sub-1", 0)), [1, 2, 3]);

        var again = Extract(cut);
        Assert.Equal((2, 1), (again.FilesWritten, again.FilesKept));
        Assert.Equal(3, Directory.GetFiles(Path.GetDirectoryName(SliceOf("sub-1", 0))!).Length);
        Assert.Equal(0, Extract(cut).FilesWritten);

        WriteImage("sub-1", (i, j, k) => Voxel(i, j, k) * Voxel(i, j, k));
        File.SetLastWriteTimeUtc(SourceOf("sub-1"), File.GetLastWriteTimeUtc(SliceOf("sub-1", 2)).AddSeconds(1));
        Assert.Equal(3, Extract(cut).FilesWritten);
        Assert.NotEqual(whole, File.ReadAllBytes(SliceOf("sub-1", 2)));
        Assert.Equal(3, Extract(cut, overwrite: true).FilesWritten);
    }

    [Fact]
    public void An_image_behind_a_link_is_extracted_anew_when_the_link_leads_to_another_one_however_old()
    {
        WriteImage("sub-1");
        var (first, second) = (caps.File("first.nii.gz"), caps.File("second.nii.gz"));
        File.Move(SourceOf("sub-1"), first);
        File.CreateSymbolicLink(SourceOf("sub-1"), first);
        Extract();
        Assert.Equal(0, Extract().FilesWritten);

        File.Copy(first, second);
        File.SetLastWriteTimeUtc(second, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        File.SetLastWriteTimeUtc(ImageOf("sub-1"), DateTime.UtcNow.AddMinutes(-1));
        File.Delete(SourceOf("sub-1"));
        File.CreateSymbolicLink(SourceOf("sub-1"), second);

        Assert.Equal(1, Extract().FilesWritten);
    }

    [Fact]
    public void A_damaged_image_is_found_and_the_others_are_extracted()
    {
        WriteImage("sub-1");
        WriteImage("sub-2");
        var bytes = File.ReadAllBytes(SourceOf("sub-1"));
        File.WriteAllBytes(SourceOf("sub-1"), bytes[..^12]);

        var bad = Assert.Throws<BadInputException>(() => Extract());

        Assert.Equal(SourceOf("sub-1"), Assert.Single(bad.Findings).Where);
        Assert.False(File.Exists(ImageOf("sub-1")));
        Assert.True(File.Exists(ImageOf("sub-2")));
    }

    [Fact]
    public void A_session_without_image_and_one_with_two_are_found_with_the_line_that_asks_for_them()
    {
        WriteImage("sub-1");
        Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(SourceOf("sub-1"))!, "copy"));
        File.Copy(SourceOf("sub-1"), Path.Combine(Path.GetDirectoryName(SourceOf("sub-1"))!, "copy", Path.GetFileName(SourceOf("sub-1"))));
        var findings = new List<Finding>();

        ExtractionRun.Plan(Request(), [new CapsSession("sub-1", "ses-M00", "list.tsv", 2), new CapsSession("sub-2", "ses-M00", "list.tsv", 3)], findings);

        Assert.Equal([("list.tsv", 2), ("list.tsv", 3)], findings.Select(finding => (finding.Where, finding.Line!.Value)));
        Assert.StartsWith("2 files", findings[0].Found, StringComparison.Ordinal);
        Assert.StartsWith("no t1-linear NIfTI of sub-2 ses-M00", findings[1].Found, StringComparison.Ordinal);
    }

    [Fact]
    public void The_NIfTI_of_t1_extensive_is_found_in_either_spelling_and_the_tensor_has_the_one_that_is_read()
    {
        var folder = caps.File("subjects", "sub-1", "ses-M00", "t1", "spm", "segmentation", "normalized_space");
        NiftiWriter.Write(Path.Combine(folder, "sub-1_ses-M00_space-Ixi549Space_desc-SkullStripped_T1w.nii.gz"), Shape, new float[60].Select((_, i) => (float)i).ToArray(), Affine);

        Extract(preprocessing: Preprocessing.T1Extensive);

        Assert.EndsWith("_desc-skullstripped_T1w.pt", CapsImages.Locate(caps.Path, Preprocessing.T1Extensive, "sub-1", "ses-M00", []), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void The_files_of_ClinicaDL_hold_the_same_numbers()
    {
        const string stem = "samples/sub-T01_ses-M00_T1w_space-MNI152NLin2009cSym_desc-Crop_res-1x1x1";
        var (image, slice) = (Files.Reference($"{stem}_T1w.pt"), Files.Reference($"{stem}_axis-sag_channel-rgb_slice-20_T1w.pt"));
        var nifti = CapsImages.Locate(Path.Combine(Path.GetDirectoryName(image)!, "..", "caps", "tiny"), Preprocessing.T1Linear, "sub-T01", "ses-M00", [])!;
        var source = CapsImages.LinearNifti(caps.Path, "sub-T01", "ses-M00");
        Directory.CreateDirectory(Path.GetDirectoryName(source)!);
        File.Copy(nifti, source);

        Extract();
        Extract(new SliceCut(SliceDirection.Sagittal, SliceMode.Rgb));

        Assert.Equal(Read(image), Read(ImageOf("sub-T01")));
        var own = CapsTensors.Slices(caps.Path, Preprocessing.T1Linear, "sub-T01", "ses-M00", SliceDirection.Sagittal);
        Assert.Equal(Read(slice), Read(CapsTensors.Slice(own, new SliceIndex(20))));
        Assert.Equal(40, CapsTensors.Positions(own).Count);
    }

    private static float Voxel(int i, int j, int k) => i + 10 * j + 100 * k + 0.1f;

    private static IEnumerable<(int I, int J, int K)> Indices() =>
        from i in Enumerable.Range(0, Shape.Depth)
        from j in Enumerable.Range(0, Shape.Height)
        from k in Enumerable.Range(0, Shape.Width)
        select (i, j, k);

    private static float[] Read(string path)
    {
        var values = new float[TorchTensorFile.ReadShape(path).Aggregate(1, (product, size) => product * size)];
        TorchTensorFile.ReadFloat32(path, values);
        return values;
    }

    private string SourceOf(string participant) => CapsImages.LinearNifti(caps.Path, participant, "ses-M00");

    private string ImageOf(string participant) => CapsTensors.Image(caps.Path, Preprocessing.T1Linear, participant, "ses-M00");

    private string SliceOf(string participant, int slice) =>
        CapsTensors.Slice(CapsTensors.Slices(caps.Path, Preprocessing.T1Linear, participant, "ses-M00", SliceDirection.Axial), new SliceIndex(slice));

    private void WriteImage(string participant, Func<int, int, int, float>? voxel = null)
    {
        var voxels = new float[Shape.VoxelCount];
        foreach (var (i, j, k) in Indices())
        {
            voxels[i + Shape.Depth * (j + Shape.Height * k)] = (voxel ?? Voxel)(i, j, k);
        }

        NiftiWriter.Write(SourceOf(participant), Shape, voxels, Affine);
    }

    private ExtractionRequest Request(SliceCut? cut = null, bool overwrite = false, Preprocessing preprocessing = Preprocessing.T1Linear) =>
        new() { CapsDirectory = caps.Path, Preprocessing = preprocessing, Cut = cut, Overwrite = overwrite };

    private ExtractionProgress Extract(SliceCut? cut = null, bool overwrite = false, Preprocessing preprocessing = Preprocessing.T1Linear)
    {
        var findings = new List<Finding>();
        var extraction = ExtractionRun.Plan(Request(cut, overwrite, preprocessing), CapsSession.All(caps.Path), findings);
        Assert.Empty(findings);
        return extraction.Run(threads: 2);
    }
}
