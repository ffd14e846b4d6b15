using SliceActors.Imaging.Caps;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;
using SliceActors.Testing;

namespace SliceActors.Imaging.Tests.Caps;

public class CapsTests
{
    [Theory]
    [InlineData(Preprocessing.T1Linear, "t1_linear", "T1w_space-MNI152NLin2009cSym_desc-Crop_res-1x1x1_T1w")]
    [InlineData(Preprocessing.T1Extensive, "t1_extensive", "space-Ixi549Space_desc-skullstripped_T1w")]
    [InlineData(Preprocessing.T1Volume, "custom", "T1w_segm-graymatter_space-Ixi549Space_modulated-off_probability")]
    public void The_tensor_comes_first(Preprocessing preprocessing, string folder, string suffix) => Assert.Equal(
        $"/caps/subjects/sub-1/ses-M00/deeplearning_prepare_data/image_based/{folder}/sub-1_ses-M00_{suffix}.pt",
        CapsImages.Candidates("/caps", preprocessing, "sub-1", "ses-M00")[0]);

    [Fact]
    public void The_cropped_NIfTI_of_t1_linear_comes_next() => Assert.Equal(
        "/caps/subjects/sub-1/ses-M00/t1_linear/sub-1_ses-M00_T1w_space-MNI152NLin2009cSym_desc-Crop_res-1x1x1_T1w.nii.gz",
        CapsImages.Candidates("/caps", Preprocessing.T1Linear, "sub-1", "ses-M00")[1]);

    [Fact]
    public void The_normalised_NIfTI_of_t1_extensive_comes_next() => Assert.Equal(
        "/caps/subjects/sub-1/ses-M00/t1/spm/segmentation/normalized_space/sub-1_ses-M00_space-Ixi549Space_desc-skullstripped_T1w.nii.gz",
        CapsImages.Candidates("/caps", Preprocessing.T1Extensive, "sub-1", "ses-M00")[1]);

    [Fact]
    public void T1_volume_has_no_NIfTI() => Assert.Single(CapsImages.Candidates("/caps", Preprocessing.T1Volume, "sub-1", "ses-M00"));

    [Fact]
    public void The_best_existing_image_is_taken()
    {
        using var caps = new TemporaryFolder();
        var findings = new List<Finding>();
        var candidates = CapsImages.Candidates(caps.Path, Preprocessing.T1Linear, "sub-1", "ses-M00");
        foreach (var candidate in candidates.Reverse())
        {
            Directory.CreateDirectory(Path.GetDirectoryName(candidate)!);
            File.WriteAllBytes(candidate, []);
            Assert.Equal(candidate, CapsImages.Locate(caps.Path, Preprocessing.T1Linear, "sub-1", "ses-M00", findings));
        }

        Assert.Empty(findings);
    }

    [Fact]
    public void A_session_without_image_is_a_finding_that_names_where_it_was_looked_for()
    {
        using var caps = new TemporaryFolder();
        var findings = new List<Finding>();

        Assert.Null(CapsImages.Locate(caps.Path, Preprocessing.T1Linear, "sub-1", "ses-M00", findings));

        var finding = Assert.Single(findings);
        Assert.Equal(caps.File("subjects", "sub-1", "ses-M00"), finding.Where);
        Assert.Contains("deeplearning_prepare_data/image_based/t1_linear/sub-1_ses-M00", finding.Expected, StringComparison.Ordinal);
        Assert.Contains("T1w.nii.gz", finding.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void A_CAPS_root_is_accepted()
    {
        using var caps = new TemporaryFolder();
        Directory.CreateDirectory(caps.File("subjects"));
        Assert.Empty(Check(caps.Path));
    }

    [Fact]
    public void A_BIDS_folder_is_told_apart()
    {
        using var bids = new TemporaryFolder();
        Directory.CreateDirectory(bids.File("sub-01"));
        Assert.Contains("BIDS", Assert.Single(Check(bids.Path)).Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_folder_and_a_file_are_no_CAPS()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal("no such folder", Assert.Single(Check(folder.File("absent"))).Found);
        Assert.Equal("a file", Assert.Single(Check(folder.Write("file", []))).Found);
        Assert.Contains("subjects", Assert.Single(Check(folder.Path)).Found, StringComparison.Ordinal);
    }

    private static List<Finding> Check(string caps)
    {
        var findings = new List<Finding>();
        CapsRoot.Check(caps, findings);
        return findings;
    }
}
