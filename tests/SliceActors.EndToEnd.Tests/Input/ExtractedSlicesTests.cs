using SliceActors.Imaging;
using SliceActors.Runs;

namespace SliceActors.EndToEnd.Tests;

[Collection(UndisturbedRunsGroup.Name)]
public sealed class ExtractedSlicesTests(UndisturbedRuns runs)
{
    [Fact]
    public void Training_on_extracted_slices_gives_the_bytes_of_training_on_volumes_also_after_a_kill()
    {
        Extract(runs.Study);
        var output = runs.Study.NewOutput();
        var epochs = new Moments(output).MoreEpochs(SmallStudy.Networks);
        using (var program = SliceActorsProgram.Start(runs.Study.Train("multicnn", output, "--use_extracted_slices")))
        {
            Assert.True(program.WaitUntil(epochs.HasCome));
            program.Kill();
        }

        SliceActorsProgram.Run(runs.Study.Resume(output)).Ended(0);

        Assert.Contains("\"use_extracted_slices\": true", File.ReadAllText(Path.Combine(output, "commandline.json")), StringComparison.Ordinal);
        File.Copy(Path.Combine(runs.Multicnn, "commandline.json"), Path.Combine(output, "commandline.json"), overwrite: true);
        FolderSnapshot.AssertSameResults(runs.Multicnn, output);
    }

    [Fact]
    public void Missing_and_damaged_slices_are_found_once_for_each_session()
    {
        using var study = new SmallStudy();
        Check(study).Ended(2).Said("12 things have to be put right first", "no extracted slices of sub-AD001 ses-M00", "_axis-axi_channel-rgb_slice-*_T1w.pt", "'slice-actors extract slice' with --slice_direction 2");

        Extract(study);
        File.Delete(SliceOf(study, "sub-AD001", 8));
        File.Delete(SliceOf(study, "sub-AD001", 10));
        File.WriteAllText(SliceOf(study, "sub-CN002", 8), "no tensor");
        Check(study).Ended(2).Said("2 things have to be put right first", "2 of the 3 slices in use of sub-AD001 ses-M00 are missing: 8, 10", $"{SliceOf(study, "sub-CN002", 8)}: ");
    }

    [Fact]
    public void Without_any_volume_the_extraction_tells_how_many_slices_there_are()
    {
        using var study = new SmallStudy();
        Extract(study);
        foreach (var volume in study.Images())
        {
            File.Delete(volume);
        }

        var check = Check(study, "--unnormalize").Ended(0).Said("Warning: --unnormalize changes nothing");
        Assert.Contains("In order: 12 images, 2 folds, 6 networks, slices 8 to 10.", check.Output, StringComparison.Ordinal);
        Assert.Contains("Slices of 12 images: 12 read as extracted", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Slices_of_other_volumes_than_those_that_are_there_are_found()
    {
        using var study = new SmallStudy();
        Extract(study);
        var image = study.Images()[0];
        NiftiWriter.Write(image, new VolumeShape(17, 22, 19), Enumerable.Range(0, 17 * 22 * 19).Select(voxel => (float)voxel).ToArray(), VoxelToWorld.Isotropic(1, 0, 0, 0));
        SliceActorsProgram.Run("extract", "slice", study.Caps, "t1-linear", "-sd", "2").Ended(0);

        Check(study).Ended(2).Said("pixels", "in the volumes of the study");
    }

    private static string SliceOf(SmallStudy study, string participant, int slice) =>
        CapsTensors.Slice(CapsTensors.Slices(study.Caps, Preprocessing.T1Linear, participant, "ses-M00", SliceDirection.Axial), new SliceIndex(slice));

    private static void Extract(SmallStudy study) => SliceActorsProgram.Run("extract", "slice", study.Caps, "t1-linear", "-sd", "2").Ended(0);

    private static ProgramResult Check(SmallStudy study, params string[] options) =>
        SliceActorsProgram.Run(study.Arguments("check", "multicnn", study.NewOutput(), "ConvNet", ["--use_extracted_slices", .. options]));
}
