using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Studies;

namespace SliceActors.EndToEnd.Tests.Input;

/// <summary>Each pipeline's images are found where ClinicaDL looks for them: the tensor first, then the NIfTI where it knows one.</summary>
public sealed class PreprocessingTests : IDisposable
{
    private readonly SmallStudy study = new();

    public void Dispose() => study.Dispose();

    [Theory]
    [InlineData("t1-extensive", "t1/spm/segmentation/normalized_space", "space-Ixi549Space_desc-skullstripped_T1w", "t1_extensive")]
    [InlineData("t1-volume", "t1/spm/segmentation/normalized_space", "T1w_segm-graymatter_space-Ixi549Space_modulated-off_probability", "custom")]
    public void Images_of_another_pipeline_are_extracted_and_trained_on(string preprocessing, string folder, string suffix, string tensors)
    {
        foreach (var image in study.Images())
        {
            var ids = string.Join('_', Path.GetFileName(image).Split('_')[..2]);
            var target = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(image))!, folder, $"{ids}_{suffix}.nii.gz");
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(image, target);
        }

        // A NIfTI of t1-volume is nothing that ClinicaDL reads: its tensors have to be there.
        var volume = preprocessing == "t1-volume";
        Check(preprocessing).Ended(volume ? 2 : 0).Said(volume ? ["no t1-volume image of sub-", $"deeplearning_prepare_data/image_based/{tensors}/sub-"] : []);

        SliceActorsProgram.Run("extract", "image", study.Caps, preprocessing).Ended(0);
        SliceActorsProgram.Run("extract", "slice", study.Caps, preprocessing, "-sd", "2").Ended(0);
        Assert.True(File.Exists(Path.Combine(study.Caps, "subjects", "sub-AD001", "ses-M00", "deeplearning_prepare_data", "image_based", tensors, $"sub-AD001_ses-M00_{suffix}.pt")));
        Assert.Contains("12 volumes decoded", Check(preprocessing).Ended(0).Output, StringComparison.Ordinal);
        Assert.Contains("12 read as extracted", Check(preprocessing, "--use_extracted_slices").Ended(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_pipeline_is_found() => Check("t2-linear").Ended(2).Said("PREPROCESSING: t2-linear", "one of t1-linear, t1-extensive, t1-volume");

    private ProgramResult Check(string preprocessing, params string[] options)
    {
        var arguments = study.Arguments("check", "cnn", study.NewOutput(), "ConvNet", options);
        arguments[4] = preprocessing;
        return SliceActorsProgram.Run(arguments);
    }
}
