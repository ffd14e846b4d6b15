using SliceActors.Imaging.Caps;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;
using SliceActors.Testing;

namespace SliceActors.Imaging.Tests.Caps;

public class CapsTensorsTests
{
    [Theory]
    [InlineData(Preprocessing.T1Linear, SliceDirection.Sagittal, "t1_linear", "T1w_space-MNI152NLin2009cSym_desc-Crop_res-1x1x1_axis-sag_channel-rgb_slice-20_T1w")]
    [InlineData(Preprocessing.T1Linear, SliceDirection.Coronal, "t1_linear", "T1w_space-MNI152NLin2009cSym_desc-Crop_res-1x1x1_axis-cor_channel-rgb_slice-20_T1w")]
    [InlineData(Preprocessing.T1Extensive, SliceDirection.Axial, "t1_extensive", "space-Ixi549Space_desc-skullstripped_axis-axi_channel-rgb_slice-20_T1w")]
    [InlineData(Preprocessing.T1Volume, SliceDirection.Sagittal, "custom", "T1w_segm-graymatter_space-Ixi549Space_modulated-off_axis-sag_channel-rgb_slice-20_probability")]
    public void Slices_are_named_as_ClinicaDL_names_them(Preprocessing preprocessing, SliceDirection direction, string folder, string suffix) => Assert.Equal(
        $"/caps/subjects/sub-1/ses-M00/deeplearning_prepare_data/slice_based/{folder}/sub-1_ses-M00_{suffix}.pt",
        CapsTensors.Slice(CapsTensors.Slices("/caps", preprocessing, "sub-1", "ses-M00", direction), new SliceIndex(20)));

    [Fact]
    public void Single_slices_and_uncropped_images_have_names_of_their_own()
    {
        Assert.EndsWith("_res-1x1x1_axis-axi_channel-single_slice-*_T1w.pt", CapsTensors.Slices("/caps", Preprocessing.T1Linear, "sub-1", "ses-M00", SliceDirection.Axial, SliceMode.Intensity), StringComparison.Ordinal);
        Assert.EndsWith("_T1w_space-MNI152NLin2009cSym_res-1x1x1_T1w.pt", CapsTensors.Image("/caps", Preprocessing.T1Linear, "sub-1", "ses-M00", uncropped: true), StringComparison.Ordinal);
    }

    [Fact]
    public void The_positions_of_one_axis_are_told_from_those_of_another()
    {
        using var caps = new TemporaryFolder();
        var axial = CapsTensors.Slices(caps.Path, Preprocessing.T1Linear, "sub-1", "ses-M00", SliceDirection.Axial);
        Assert.Empty(CapsTensors.Positions(axial));
        Directory.CreateDirectory(Path.GetDirectoryName(axial)!);
        foreach (var slice in new[] { 0, 7, 110 })
        {
            File.WriteAllBytes(CapsTensors.Slice(axial, new SliceIndex(slice)), []);
        }

        File.WriteAllBytes(CapsTensors.Slice(axial.Replace("axi_", "cor_", StringComparison.Ordinal), new SliceIndex(3)), []);
        File.WriteAllBytes(DurableFile.UnfinishedName(CapsTensors.Slice(axial, new SliceIndex(8))), []);

        Assert.Equal([0, 7, 110], CapsTensors.Positions(axial));
    }
}
