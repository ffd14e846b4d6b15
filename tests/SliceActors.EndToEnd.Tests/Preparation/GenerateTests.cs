using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.EndToEnd.Tests.Studies;
using SliceActors.Imaging.Nifti;
using SliceActors.Imaging.Volumes;
using SliceActors.Testing;

namespace SliceActors.EndToEnd.Tests.Preparation;

public sealed class GenerateTests : IDisposable
{
    private readonly SmallStudy study = new();
    private readonly string output;

    public GenerateTests() => output = study.NewOutput();

    public void Dispose() => study.Dispose();

    [Fact]
    public void Random_images_become_a_study_with_the_tools_and_the_same_seed_gives_the_same_bytes()
    {
        string[] options = ["--n_subjects", "4", "--mean", "1", "--sigma", "2.5", "--seed", "3"];
        Generate(["random", study.Caps, "t1-linear", output, .. options]).Ended(0);
        var again = study.NewOutput();
        Generate(["random", study.Caps, "t1-linear", again, .. options]).Ended(0);
        Assert.Equal(
            FolderSnapshot.All(output).Where(file => file.Key != "commandline.json"), FolderSnapshot.All(again).Where(file => file.Key != "commandline.json"));

        Assert.Equal(9, File.ReadAllLines(Path.Combine(output, "data.tsv")).Length);
        Assert.Equal("sub-RAND0\tses-M00\tAD\t60\tF", File.ReadAllLines(Path.Combine(output, "data.tsv"))[1]);
        Assert.Contains("\"sigma\": 2.5", File.ReadAllText(Path.Combine(output, "commandline.json")), StringComparison.Ordinal);
        CheckAsStudy(8);
    }

    [SkippableFact]
    public void The_noise_of_random_images_has_the_mean_and_deviation_that_are_asked_for()
    {
        Generate("random", study.Caps, "t1-linear", output, "--n_subjects", "1", "--mean", "5", "--sigma", "2").Ended(0);
        const string Script = """
            import glob, sys
            import nibabel, numpy
            source = nibabel.load(sys.argv[1])
            for path in sorted(glob.glob(sys.argv[2] + "/subjects/*/*/t1_linear/*.nii.gz")):
                image = nibabel.load(path)
                noise = image.get_fdata() - source.get_fdata()
                assert numpy.allclose(image.affine, source.affine) and abs(noise.mean() - 5) < 0.1 and abs(noise.std() - 2) < 0.1, (noise.mean(), noise.std())
            print("fine")
            """;

        Assert.Equal("fine", Python.Run("nibabel, numpy", Script, study.Images()[0], output));
    }

    [SkippableFact]
    public void Trivial_images_are_dark_on_one_side_each()
    {
        Generate("trivial", study.Caps, "t1-linear", output, "--n_subjects", "6", "--atrophy_percent", "70").Ended(0);
        const string Script = """
            import sys
            import nibabel, numpy
            root, name = sys.argv[2] + "/subjects/sub-TRIV%d/ses-M00/t1_linear/sub-TRIV%d_ses-M00", sys.argv[1].split("ses-M00")[-1]
            source = nibabel.load(sys.argv[1]).get_fdata()
            ad, cn = (nibabel.load(root % (i, i) + name).get_fdata() for i in (0, 1))
            half = source.shape[0] // 2
            assert numpy.array_equal(ad[half:], source[half:]) and numpy.array_equal(cn[:half], source[:half])
            for side in ((ad[:half], source[:half]), (cn[half:], source[half:])):
                ratio = (side[0] / side[1])[side[1] > 0]
                assert ratio.max() <= 0.3001 and ratio.min() > 0.15, (ratio.min(), ratio.max())
            print("fine")
            """;

        Assert.Equal("fine", Python.Run("nibabel, numpy", Script, study.Images()[0], output));
        CheckAsStudy(12);
    }

    [Fact]
    public void Trivial_images_are_dark_where_masks_say()
    {
        var masks = Directory.CreateDirectory(Path.Combine(study.Labels, "masks")).FullName;
        foreach (var number in new[] { 1, 2 })
        {
            File.Copy(study.Images()[0], Path.Combine(masks, $"mask-{number}.nii.gz"));
        }

        Generate("trivial", study.Caps, "t1-linear", output, "--n_subjects", "1", "--mask_path", masks).Ended(0);

        NiftiWriter.Write(Path.Combine(masks, "mask-2.nii.gz"), new VolumeShape(4, 4, 4), new float[64], VoxelToWorld.Isotropic(1, 0, 0, 0));
        Generate("trivial", study.Caps, "t1-linear", study.NewOutput(), "--n_subjects", "1", "--mask_path", masks).Ended(2).Said("mask-2.nii.gz: a mask of 4x4x4 voxels", "18x22x19, as the images have");
    }

    [SkippableFact]
    public void Phantoms_have_the_subtypes_that_are_asked_for_and_PyTorch_reads_them()
    {
        Generate("shepplogan", output, "--n_subjects", "3", "--image_size", "64", "-Csd", "0", "0", "1", "--AD_subtypes_distribution", "0", "1", "0", "--smoothing").Ended(0);

        Assert.Equal(
            ["participant_id\tsession_id\tdiagnosis\tsubtype", "sub-CLNC00000\tses-M00\tAD\t1", "sub-CLNC00001\tses-M00\tAD\t1", "sub-CLNC00002\tses-M00\tAD\t1", "sub-CLNC10000\tses-M00\tCN\t2"],
            File.ReadAllLines(Path.Combine(output, "data.tsv"))[..5]);
        const string Script = """
            import glob, sys
            import torch
            files = sorted(glob.glob(sys.argv[1] + "/subjects/sub-CLNC*_ses-M00_phantom-SheppLogan.pt"))
            phantoms = [torch.load(path) for path in files]
            assert all(p.dtype == torch.float32 and tuple(p.shape) == (1, 64, 64) and p.max() > 0.2 and p[0, 0, 0] == 0 for p in phantoms)
            assert not torch.equal(phantoms[0], phantoms[1])
            print(len(files))
            """;
        Assert.Equal("6", Python.Run("torch", Script, output));
    }

    [Fact]
    public void Heads_with_atrophy_come_with_the_tables_of_their_folds()
    {
        Generate("atrophy", output, "--n_subjects", "3", "--n_sessions", "1", "--n_splits", "3", "--image_size", "18", "22", "19", "-sd", "1", "--slices", "9", "11", "--effect", "0.5", "--seed", "4").Ended(0);

        var check = SliceActorsProgram.Run(
            "check", "slice", "multicnn", Path.Combine(output, "caps"), "t1-linear", Path.Combine(output, "labels"), study.NewOutput(), "ConvNet", "--n_splits", "3", "-sd", "1", "--discarded_slices", "8", "8", "-cpu",
            "--cache_dir", study.Cache).Ended(0);
        Assert.Contains("In order: 6 images, 3 folds, 18 networks, slices 8 to 13.", check.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("trivial --n_subjects 1", "--seed 1", "--atrophy_percent 30")]
    [InlineData("shepplogan --n_subjects 1 --image_size 32", "--seed 1", "--smoothing", "-Asd 1 0 0", "-Csd 0 0 1")]
    [InlineData("atrophy --n_subjects 2 --n_sessions 1 --image_size 40 40 40", "--seed 1", "--slices 21 23", "--slices 21 23 --effect 0.1", "--slices 21 23 -sd 0", "--n_sessions 2")]
    public void Each_option_makes_other_images(string command, params string[] options)
    {
        var words = command.Split(' ');
        var source = words[0] == "trivial" ? new[] { study.Caps, "t1-linear" } : [];

        var made = options.Prepend(string.Empty).Select(option =>
        {
            var folder = study.NewOutput();
            Generate([words[0], .. source, folder, .. words[1..], .. option.Split(' ', StringSplitOptions.RemoveEmptyEntries)]).Ended(0);
            return string.Join(' ', FolderSnapshot.All(folder).Where(file => file.Key.Contains("subjects/", StringComparison.Ordinal)).Select(file => file.Key + file.Value));
        }).ToList();

        Assert.Equal(options.Length + 1, made.Distinct().Count());
    }

    [Fact]
    public void A_list_chooses_the_images_that_others_are_made_of()
    {
        var list = Path.Combine(study.Labels, "list.tsv");
        File.WriteAllText(list, "participant_id\tsession_id\nsub-CN002\tses-M00\n");
        string[] copies = ["random", study.Caps, "t1-linear", "--n_subjects", "1", "--sigma", "0"];
        var (first, chosen) = (study.NewOutput(), study.NewOutput());
        Generate([.. copies, first]).Ended(0);
        Generate([.. copies, chosen, "-tsv", list]).Ended(0);

        Assert.Equal(Voxels(study.Images()[0]), Voxels(Directory.GetFiles(first, "*.nii.gz", SearchOption.AllDirectories)[0]));
        Assert.Equal(Voxels(study.Images().Single(path => path.Contains("sub-CN002", StringComparison.Ordinal))), Voxels(Directory.GetFiles(chosen, "*.nii.gz", SearchOption.AllDirectories)[0]));
        Generate("trivial", study.Caps, "t1-linear", output, "--n_subjects", "2", "--subjects_sessions_tsv", list).Ended(2).Said("--n_subjects: 2, but only 1 participant to take images of");
    }

    [Fact]
    public void Everything_that_is_wrong_is_found_and_nothing_is_written()
    {
        Generate("random", study.Caps, "t1-volume", output, "--n_subjects", "0", "--sigma", "-1").Ended(2).Said("PREPROCESSING: t1-volume", "--n_subjects: 0", "--sigma: -1");
        Generate("random", "/nowhere", "t1-linear", output).Ended(2).Said("/nowhere: no such folder");
        Generate("trivial", study.Caps, "t1-linear", output, "--n_subjects", "13", "--atrophy_percent", "101").Ended(2).Said("--n_subjects: 13, but only 12 participants to take images of", "--atrophy_percent: 101");
        Generate("trivial", study.Caps, "t1-linear", output, "--n_subjects", "1", "--mask_path", "/nowhere").Ended(2).Said("/nowhere/mask-1.nii: ", "/nowhere/mask-2.nii: ");
        Generate("shepplogan", output, "-Csd", "0.5", "0.6", "0", "--image_size", "1").Ended(2).Said("--CN_subtypes_distribution: 0.5 0.6 0", "add up to 1", "--image_size: 1");
        Generate("atrophy", output, "--n_splits", "1", "--image_size", "20", "20", "--slices", "9", "80", "--effect", "-1").Ended(2).Said("--n_splits: 1", "--image_size: 20 20", "--slices: 9 80", "--effect: -1");
        Assert.False(Directory.Exists(output));
        Generate("shepplogan", study.Caps).Ended(2).Said($"{study.Caps}: a folder that is not empty");
    }

    private static float[] Voxels(string image) => NiftiVolume.Read(image).Voxels.ToArray();

    private static ProgramResult Generate(params string[] arguments) => SliceActorsProgram.Run(["generate", .. arguments]);

    // From the images to a study that can be trained, by the tools alone.
    private void CheckAsStudy(int images)
    {
        var labels = Path.Combine(output, "labels");
        SliceActorsProgram.Run("tsvtool", "getlabels", Path.Combine(output, "data.tsv"), Path.Combine(output, "missing_mods"), labels, "-mod", "synthetic").Ended(0);
        SliceActorsProgram.Run("tsvtool", "kfold", labels, "--n_splits", "2").Ended(0);
        var check = SliceActorsProgram.Run(
            "check", "slice", "cnn", output, "t1-linear", labels, study.NewOutput(), "ConvNet", "--n_splits", "2", "--discarded_slices", "2", "-cpu", "--cache_dir", study.Cache).Ended(0);
        Assert.Contains($"In order: {images} images, 2 folds", check.Output, StringComparison.Ordinal);
    }
}
