using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Studies;
using SliceActors.Imaging.Caps;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;
using SliceActors.Testing;

namespace SliceActors.EndToEnd.Tests.Preparation;

public sealed class ExtractTests : IDisposable
{
    private const int BadInput = 2;

    // The recipe of ClinicaDL's documentation, written down with nibabel and torch.
    private const string CompareWithNibabel = """
        import glob, sys
        import nibabel, numpy, torch
        caps, count = sys.argv[1], 0
        for nifti in sorted(glob.glob(caps + "/subjects/*/*/t1_linear/*.nii.gz")):
            session, stem = nifti.split("/t1_linear/")
            stem = stem[:-len("_T1w.nii.gz")]
            tensors = session + "/deeplearning_prepare_data/%s/t1_linear/" + stem
            voxels = nibabel.load(nifti).get_fdata(dtype="float32")
            image = torch.load(tensors % "image_based" + "_T1w.pt")
            assert image.dtype == torch.float32 and image.is_contiguous() and tuple(image.shape) == (1,) + voxels.shape
            assert numpy.array_equal(image[0].numpy(), voxels)
            for s in range(voxels.shape[2]):
                plane = torch.from_numpy(voxels[:, :, s].copy())
                expected = torch.stack((plane, plane, plane))
                expected = (expected - expected.min()) / (expected.max() - expected.min())
                slice = torch.load(tensors % "slice_based" + "_axis-axi_channel-rgb_slice-%d_T1w.pt" % s)
                assert slice.dtype == torch.float32 and slice.is_contiguous() and numpy.array_equal(slice.numpy(), expected.numpy(), equal_nan=True), (nifti, s)
                count += 1
            for s in range(voxels.shape[1]):
                slice = torch.load(tensors % "slice_based" + "_axis-cor_channel-single_slice-%d_T1w.pt" % s)
                assert numpy.array_equal(slice.numpy(), voxels[:, s, :][None]), (nifti, s)
                count += 1
        print(count)
        """;

    private readonly SmallStudy study = new();

    public void Dispose() => study.Dispose();

    [Fact]
    public void Slices_of_all_sessions_are_extracted_and_the_same_command_keeps_what_is_complete()
    {
        var first = Extract("slice", "--slice_direction", "2").Ended(0);
        Assert.StartsWith("12 images: 228 files written (", first.OutputLines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', first.Output);
        var slices = CapsTensors.Slices(study.Caps, Preprocessing.T1Linear, "sub-AD001", "ses-M00", SliceDirection.Axial);
        Assert.Equal(Enumerable.Range(0, 19), CapsTensors.Positions(slices));

        File.Delete(CapsTensors.Slice(slices, new SliceIndex(4)));
        var again = Extract("slice", "-sd", "2").Ended(0).OutputLines[^1];
        Assert.StartsWith("12 images: 1 file written (", again, StringComparison.Ordinal);
        Assert.EndsWith(", 227 kept, as they were complete.", again, StringComparison.Ordinal);
        Assert.StartsWith("12 images: 228 files written (", Extract("slice", "-sd", "2", "--overwrite").Ended(0).OutputLines[^1], StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Python_reads_the_files_and_finds_the_numbers_of_nibabel()
    {
        Extract("image", "-np", "1").Ended(0);
        Extract("slice", "-sd", "2").Ended(0);
        Extract("slice", "-sd", "1", "-sm", "single").Ended(0);

        Assert.Equal($"{12 * (19 + 22)}", Python.Run("nibabel, numpy, torch", CompareWithNibabel, study.Caps));
    }

    [Fact]
    public void A_list_chooses_the_sessions()
    {
        var list = Path.Combine(study.Labels, "list.tsv");
        File.WriteAllText(list, "participant_id\tsession_id\nsub-CN002\tses-M00\n");

        Assert.StartsWith("1 image: 1 file written (", Extract("image", "--subjects_sessions_tsv", list).Ended(0).OutputLines[^1], StringComparison.Ordinal);

        Assert.True(File.Exists(CapsTensors.Image(study.Caps, Preprocessing.T1Linear, "sub-CN002", "ses-M00")));
        Assert.Single(Tensors());
    }

    [Fact]
    public void Everything_that_is_wrong_is_found_and_nothing_is_written()
    {
        var list = Path.Combine(study.Labels, "list.tsv");
        File.WriteAllText(list, "participant_id\tsession_id\nsub-CN002\tses-M00\nsub-CN999\tses-M00\nsub-CN001\tM00\nsub-CN003\tses-M00\n");
        var damaged = study.Images().Single(path => path.Contains("sub-CN003", StringComparison.Ordinal));
        File.WriteAllText(damaged, "no image");

        Extract("slice", "-tsv", list, "--slice_direction", "3", "--slice_mode", "grey", "--n_procs", "0").Ended(BadInput).Said(
            "--slice_direction: 3", "--slice_mode: grey", "expected: one of rgb, single", "--n_procs: 0", $"{list}:4: session_id 'M00'", $"{list}:3: no t1-linear NIfTI of sub-CN999 ses-M00", $"{damaged}: ");
        Extract("image", "-tsv", "/nowhere.tsv").Ended(BadInput).Said("/nowhere.tsv: no such file");
        SliceActorsProgram.Run("extract", "image", "/nowhere", "t1-linear").Ended(BadInput).Said("/nowhere: no such folder");
        SliceActorsProgram.Run("extract", "image", study.Caps, "t1-volume", "-uui").Ended(BadInput).Said("--use_uncropped_image: t1-volume images", "no t1-volume NIfTI in any of its 12 sessions");

        Assert.Empty(Tensors());
    }

    [Fact]
    public void Sessions_without_an_image_are_left_out_with_a_warning_when_nobody_named_them()
    {
        File.Delete(study.Images()[0]);

        Extract("image").Ended(0).Said("Warning: 1 of 12 sessions left out, as they have no t1-linear NIfTI.");

        Assert.Equal(11, Tensors().Length);
    }

    [Fact]
    public void A_damaged_image_is_said_and_the_others_are_extracted()
    {
        var image = study.Images()[3];
        File.WriteAllBytes(image, File.ReadAllBytes(image)[..^200]);

        Extract("image").Ended(BadInput).Said($"{image}: ", "the other images were extracted");

        Assert.Equal(11, Tensors().Length);
    }

    [Fact]
    public void Uncropped_images_are_extracted_beside_the_cropped_ones()
    {
        var cropped = study.Images()[0];
        File.Copy(cropped, cropped.Replace("_desc-Crop", string.Empty, StringComparison.Ordinal));

        Extract("image", "--use_uncropped_image").Ended(0).Said("11 of 12 sessions left out");

        Assert.EndsWith("_space-MNI152NLin2009cSym_res-1x1x1_T1w.pt", Assert.Single(Tensors()), StringComparison.Ordinal);
    }

    private ProgramResult Extract(string what, params string[] options) => SliceActorsProgram.Run(["extract", what, study.Caps, "t1-linear", .. options]);

    private string[] Tensors() => Directory.GetFiles(study.Caps, "*.pt*", SearchOption.AllDirectories);
}
