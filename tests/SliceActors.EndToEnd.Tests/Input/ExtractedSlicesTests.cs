using SliceActors.EndToEnd.Tests.Crashes;
using SliceActors.EndToEnd.Tests.Custom;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.EndToEnd.Tests.Studies;
using SliceActors.Imaging.Caps;
using SliceActors.Imaging.Nifti;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;

namespace SliceActors.EndToEnd.Tests.Input;

[Collection(UndisturbedRunsGroup.Name)]
public sealed class ExtractedSlicesTests(UndisturbedRuns runs)
{
    [Fact]
    public void Training_on_extracted_slices_gives_the_bytes_of_training_on_volumes_also_after_a_kill()
    {
        Extract(runs.Study);
        var output = runs.Study.NewOutput();
        var epochs = new Moments(output).MoreEpochs(SmallStudy.Networks);
        using (var program = SliceActorsProgram.Start(runs.Study.Quick("multicnn", output, "--use_extracted_slices")))
        {
            Assert.True(program.WaitUntil(epochs.HasCome));
            program.Kill();
        }

        SliceActorsProgram.Run(runs.Study.Resume(output)).Ended(0);

        Assert.Contains("\"use_extracted_slices\": true", File.ReadAllText(Path.Combine(output, "commandline.json")), StringComparison.Ordinal);
        TakeOver(runs.QuickMulticnn, output);
        FolderSnapshot.AssertSameResults(runs.QuickMulticnn, output);
    }

    [Fact]
    public void An_autoencoder_of_extracted_slices_shows_its_reconstructions_where_those_of_volumes_lie()
    {
        using var study = new SmallStudy();
        var ofVolumes = study.NewOutput();
        SliceActorsProgram.Run(Train(ofVolumes)).Ended(0);
        Extract(study);

        var output = KilledOnce.EndsAsUndisturbed(study, folder => Train(folder, "--use_extracted_slices"), epochs: 2);

        Assert.Equal(16, Directory.GetFiles(Path.Combine(output, "fold-1", "autoencoder_reconstruction"), "*", SearchOption.AllDirectories).Length);
        TakeOver(ofVolumes, output);
        FolderSnapshot.AssertSameResults(ofVolumes, output);

        string[] Train(string folder, params string[] options) =>
            study.Arguments("train", "autoencoder", folder, "small_vgg", ["--plugin", CustomFiles.Plugin, "--epochs", "2", "--visualization", .. options]);
    }

    [Fact]
    public void Networks_are_applied_to_extracted_slices_as_to_volumes()
    {
        using var study = new SmallStudy();
        Extract(study);
        foreach (var volume in study.Images())
        {
            File.Delete(volume);
        }

        var results = study.NewOutput();
        SliceActorsProgram.Run(study.Train("multicnn", results, "--use_extracted_slices", "--epochs", "1")).Ended(0);
        string[] predict = ["predict", results, study.Caps, Path.GetDirectoryName(study.Table("validation", "AD_baseline.tsv"))!, "again", "-cpu", "--cache_dir", study.Cache];
        SliceActorsProgram.Run(predict).Ended(2).Said("no t1-linear image of sub-AD");

        var said = SliceActorsProgram.Run([.. predict, "--use_extracted_slices"]).Ended(0);

        Assert.Contains("Slices of 6 images: 6 read as extracted", said.Output, StringComparison.Ordinal);
        var tables = new ResultTree(results).Classification(new FoldIndex(0), Selection.BestLoss);
        Assert.Equal(File.ReadAllText(Path.Combine(tables, "validation_slice_level_prediction.tsv")), File.ReadAllText(Path.Combine(tables, "again_slice_level_prediction.tsv")));
        var (patient, control) = (First("AD"), First("CN"));
        File.Delete(SliceOf(study, patient, 9));
        foreach (var slice in Directory.GetFiles(Path.GetDirectoryName(SliceOf(study, control, 9))!))
        {
            File.Delete(slice);
        }

        SliceActorsProgram.Run([.. predict, "--use_extracted_slices", "--overwrite"]).Ended(2).Said($"1 of the 3 slices in use of {patient} ses-M00 are missing: 9", $"no extracted slices of {control}");

        string First(string label) => File.ReadLines(study.Table("validation", $"{label}_baseline.tsv")).ElementAt(1).Split('\t')[0];
    }

    [Fact]
    public void Missing_and_damaged_slices_are_found_once_for_each_session()
    {
        using var study = new SmallStudy();
        Check(study).Ended(2).Said("12 things have to be put right first", "no extracted slices of sub-", "_axis-axi_channel-rgb_slice-*_T1w.pt", "'slice-actors extract slice' with --slice_direction 2");

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

    // What may differ: the option, and distances of images, which are those of the slices in use.
    private static void TakeOver(string results, string output)
    {
        foreach (var file in (string[])["commandline.json", "leakage.tsv"])
        {
            File.Copy(Path.Combine(results, file), Path.Combine(output, file), overwrite: true);
        }
    }

    private static string SliceOf(SmallStudy study, string participant, int slice) =>
        CapsTensors.Slice(CapsTensors.Slices(study.Caps, Preprocessing.T1Linear, participant, "ses-M00", SliceDirection.Axial), new SliceIndex(slice));

    private static void Extract(SmallStudy study) => SliceActorsProgram.Run("extract", "slice", study.Caps, "t1-linear", "-sd", "2").Ended(0);

    private static ProgramResult Check(SmallStudy study, params string[] options) =>
        SliceActorsProgram.Run(study.Arguments("check", "multicnn", study.NewOutput(), "ConvNet", ["--use_extracted_slices", .. options]));
}
