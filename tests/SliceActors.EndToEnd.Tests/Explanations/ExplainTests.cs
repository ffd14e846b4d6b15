using System.Globalization;
using SliceActors.Endings;
using SliceActors.EndToEnd.Tests.Custom;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.EndToEnd.Tests.Studies;
using SliceActors.Imaging.Synthetic;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Testing;

namespace SliceActors.EndToEnd.Tests.Explanations;

[Collection(UndisturbedRunsGroup.Name)]
public sealed class ExplainTests(UndisturbedRuns runs)
{
    [Theory]
    [InlineData("integrated_gradients", "--steps")]
    [InlineData("gradcam", "--samples")]
    public void Maps_are_the_same_bytes_whatever_runs_beside_them_and_existing_ones_are_not_replaced_unasked(string method, string numbers)
    {
        var results = runs.CopyOf(method == "gradcam" ? runs.Multicnn : runs.SmallVgg);
        string[] explain = ["explain", results, "-cpu", "--cache_dir", runs.Study.Cache, "--method", method, numbers, "2", "--quiet"];
        var said = SliceActorsProgram.Run(explain).Ended(0);
        Assert.All(said.OutputLines, line => Assert.True(line.Length <= 80 || line.Contains(results, StringComparison.Ordinal), line));
        Assert.Contains("weights shuffled down to", said.Output, StringComparison.Ordinal);
        var folder = Path.Combine(results, "explanations", $"{method}-best_balanced_accuracy");
        var rows = File.ReadLines(Path.Combine(folder, "maps.tsv")).Skip(1).Select(line => line.Split('\t')).ToList();
        Assert.Equal(12, rows.Count);
        Assert.All(rows, row => Assert.True(File.Exists(Path.Combine(folder, row[^1]))));
        var before = FolderSnapshot.All(results);

        SliceActorsProgram.Run(explain).Ended((int)ExitCode.BadInput).Said("there are maps of this method already");
        SliceActorsProgram.Run([.. explain, "--overwrite"]).Ended(0);

        Assert.Equal(before, FolderSnapshot.All(results));
    }

    [Fact]
    public void Strangers_and_impossible_numbers_are_refused_and_nothing_is_written()
    {
        var results = runs.CopyOf(runs.Cnn);
        var before = FolderSnapshot.All(results);

        SliceActorsProgram.Run("explain", results, "-cpu", "--cache_dir", runs.Study.Cache, "--participants", "sub-nobody").Ended((int)ExitCode.BadInput).Said("sub-nobody", "participants of a validation set");
        SliceActorsProgram.Run("explain", results, "-cpu", "--method", "grad_cam", "--patch", "4", "--stride", "5", "--target_class", "2").Ended((int)ExitCode.BadInput)
            .Said("grad_cam", "every pixel has to be covered", "--target_class");

        Assert.Equal(before, FolderSnapshot.All(results));
    }

    [Theory]
    [InlineData("small_vgg")]
    [InlineData("script")]
    public void Networks_of_a_users_own_are_explained_by_every_method_that_they_allow(string network)
    {
        var results = runs.Study.NewOutput();
        SliceActorsProgram.Run(runs.Study.Arguments(
            "train", "cnn", results, network == "script" ? CustomFiles.Script : network, [.. network == "script" ? Array.Empty<string>() : ["--plugin", CustomFiles.Plugin], "--epochs", "1", "--split", "0"])).Ended(0);

        foreach (var (method, numbers) in (ReadOnlySpan<(string, string)>)[("smoothgrad", "--samples"), ("integrated_gradients", "--steps")])
        {
            SliceActorsProgram.Run([.. Explain(results), "--method", method, numbers, "2"]).Ended(0);
        }

        SliceActorsProgram.Run([.. Explain(results), "--method", "occlusion", "--patch", "112", "--stride", "112"]).Ended(0);
        var gradcam = SliceActorsProgram.Run([.. Explain(results), "--method", "gradcam"]);
        if (network == "script")
        {
            gradcam.Ended((int)ExitCode.BadInput).Said("gradcam", "shows no convolutional layer", "smoothgrad, integrated_gradients or occlusion");
        }

        Assert.Equal(network == "script" ? 3 : 4, Directory.GetDirectories(Path.Combine(results, "explanations")).Length);
        Assert.All(
            Directory.GetDirectories(Path.Combine(results, "explanations")),
            folder => Assert.True(File.ReadLines(Path.Combine(folder, "randomisation.tsv")).Count() > 3, folder));
    }

    [SkippableFact]
    public void Other_images_are_explained_by_the_networks_of_every_fold_and_their_mean_and_grouped_by_a_column()
    {
        var results = runs.CopyOf(runs.SmallVgg);
        string[] others = [runs.Study.Caps, Path.GetDirectoryName(runs.Study.Table("validation", "AD_baseline.tsv"))!];
        SliceActorsProgram.Run(["predict", results, .. others, "test", "-cpu", "--cache_dir", runs.Study.Cache, "-q"]).Ended(0);

        var explained = SliceActorsProgram.Run([.. Explain(results), .. others, "test", "--samples", "2", "--group_by", "diagnosis"]).Ended(0);
        Assert.Contains("6 images explained by smoothgrad", explained.Output, StringComparison.Ordinal);

        Assert.Equal("6 images, 18 maps, groups all AD CN", Python.Run("nibabel, pandas", Mean, results));
        SliceActorsProgram.Run([.. Explain(results), .. others]).Ended((int)ExitCode.BadInput).Said("PREFIX_OUTPUT", "as predict takes them");
        SliceActorsProgram.Run([.. Explain(results), "--no_labels"]).Ended((int)ExitCode.BadInput).Said("--no_labels", "other images than those of the study");
        SliceActorsProgram.Run([.. Explain(results), "--group_by", "education"]).Ended((int)ExitCode.BadInput).Said("a column 'education'");
    }

    /// <summary>Maps and answers of the ensemble are those of the folds, and of predict.</summary>
    private const string Mean = """
        import sys
        import nibabel as nib, numpy as np, pandas as pd
        results = sys.argv[1]
        folder = results + '/explanations/smoothgrad-best_balanced_accuracy-test'
        table = pd.read_csv(folder + '/maps.tsv', sep='\t', dtype={'fold': str})
        answers = pd.read_csv(results + '/ensemble/best_balanced_accuracy/test_image_level_prediction.tsv', sep='\t').set_index('participant_id')
        load = lambda name: nib.load(folder + '/' + name).get_fdata()
        groups = pd.read_csv(folder + '/groups.tsv', sep='\t', keep_default_na=False)
        people = table.participant_id.unique()
        sums = {name: 0 for name in groups.map}
        for person in people:
            maps = table[table.participant_id == person].set_index('fold')
            mean = load(maps.map['ensemble'])
            assert np.allclose(mean, (load(maps.map['0']) + load(maps.map['1'])) / 2, atol=1e-6) and np.abs(mean).max() > 0
            assert maps.proba1['ensemble'] == answers.proba1[person]
            for group in ('all', 'diagnosis-' + person[4:6]):
                sums['group-' + group + '_map.nii.gz'] += mean
        for _, row in groups.iterrows():
            assert np.allclose(load(row['map']), sums[row['map']] / row.images, atol=1e-6)
        print(len(people), 'images,', len(table), 'maps, groups', *[row.value or row.column for _, row in groups.iterrows()])
        """;

    private string[] Explain(string results) => ["explain", results, "-cpu", "--cache_dir", runs.Study.Cache, "-q"];

    [SkippableFact]
    public void Where_atrophy_was_planted_is_found_by_networks_that_learned_it_and_lies_on_the_image()
    {
        using var folder = new TemporaryFolder();
        var study = new SyntheticStudy { ParticipantsPerClass = 12, Shape = new VolumeShape(28, 35, 30), Band = new SliceRange(new SliceIndex(14), 4), Effect = 0.8, Sessions = 1, Seed = 0 };
        var made = SyntheticHeads.Write(folder.File("study"), study);
        SyntheticHeads.Write(folder.File("without"), study with { Effect = 0 });
        var results = folder.File("results");
        SliceActorsProgram.Run(
            "train", "slice", "multicnn", made.CapsDirectory, "t1-linear", made.LabelsDirectory, results, "ConvNet", "--n_splits", "2", "--slice_direction", "2",
            "--discarded_slices", "14", "12", "--epochs", "10", "--learning_rate", "1e-3", "--seed", "7", "--checkpoint_every", "0", "--cache_dir", folder.File("cache"), "-cpu", "-q").Ended(0);
        var learned = Areas(results);
        Shuffle(results);
        var shuffled = Areas(results, "--overwrite");

        Assert.True(learned >= 0.9, $"{learned} after training");
        Assert.True(shuffled <= 0.6, $"{shuffled} with shuffled weights");

        double Areas(string of, params string[] options)
        {
            SliceActorsProgram.Run(["explain", of, "-cpu", "--cache_dir", folder.File("cache"), "--samples", "8", "-q", .. options]).Ended(0);
            return double.Parse(
                Python.Run("nibabel, scipy, torch", Judge, folder.Path, Path.Combine(of, "explanations", "smoothgrad-best_balanced_accuracy")), CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Area under the curve of |map| of the class that has it against the voxels that the effect changes, in the slices that were explained.</summary>
    private const string Judge = """
        import glob, sys
        import nibabel as nib, numpy as np
        from scipy.stats import rankdata
        folder, maps = sys.argv[1:]
        images = sorted(glob.glob(folder + '/study/caps/subjects/sub-AD*/*/t1_linear/*.nii.gz'))
        change = np.mean([np.abs(nib.load(i).get_fdata() - nib.load(i.replace('/study/', '/without/')).get_fdata()) for i in images], axis=0)
        image = nib.load(images[0])
        found = nib.load(maps + '/group-class-1_map.nii.gz')
        assert found.shape == image.shape and np.array_equal(found.affine, image.affine)
        size = np.abs(found.get_fdata())
        used = size.sum((0, 1)) > 0
        ranks, planted = rankdata(size[:, :, used].ravel()), (change > change.max() / 4)[:, :, used].ravel()
        n = planted.sum()
        print((ranks[planted].sum() - n * (n + 1) / 2) / (n * (planted.size - n)))
        """;

    private static void Shuffle(string results) => Python.Run("torch", """
        import glob, sys, torch
        random = torch.Generator().manual_seed(1)
        for file in sorted(glob.glob(sys.argv[1] + '/fold-*/models/cnn-*/best_*/model_best.pth.tar')):
            content = torch.load(file)
            for name, numbers in content['model'].items():
                if numbers.is_floating_point() and 'running' not in name:
                    content['model'][name] = numbers.flatten()[torch.randperm(numbers.numel(), generator=random)].reshape(numbers.shape).clone()
            torch.save(content, file)
        """, results);
}
