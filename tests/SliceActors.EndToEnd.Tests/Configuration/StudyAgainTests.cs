using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.EndToEnd.Tests.Studies;

namespace SliceActors.EndToEnd.Tests.Configuration;

/// <summary>A study that is kept in a file, tried, trained, and started again.</summary>
public sealed class StudyAgainTests(SmallStudy study) : IClassFixture<SmallStudy>
{
    [Fact]
    public void A_study_that_is_started_again_gives_the_same_bytes()
    {
        var (first, again, config) = (study.NewOutput(), study.NewOutput(), Path.Combine(Path.GetDirectoryName(study.Caps)!, "study.toml"));
        File.WriteAllText(config, $"""
            caps_directory = "{Path.GetFileName(study.Caps)}"
            preprocessing = "t1-linear"
            tsv_path = "{study.Labels}"
            architecture = "ConvNet"
            n_splits = 2
            split = [0]
            slice_direction = "axial"
            discarded_slices = 8
            epochs = 1
            cache_dir = "cache"
            use_cpu = true
            """);

        SliceActorsProgram.Run("train", "slice", "multicnn", "--config", config, first).Ended(0);
        SliceActorsProgram.Run("train", "--from", first, again, "--cache_dir", study.Cache).Ended(0);

        FolderSnapshot.AssertSameResults(first, again);
        SliceActorsProgram.RunAlone("train", "--from", first, study.NewOutput(), "--portable", "--dry_run").Ended(0).Said("Warning: the earlier study began with");
    }

    [Fact]
    public void A_dry_run_says_what_check_says_and_writes_nothing()
    {
        var output = study.NewOutput();
        var check = SliceActorsProgram.Run(study.Arguments("check", "cnn", output, "ConvNet")).Ended(0);

        var dry = SliceActorsProgram.Run(study.Arguments("train", "cnn", output, "ConvNet", "--dry-run")).Ended(0);

        Assert.Contains("In order: 12 images, 2 folds, 2 networks", dry.Output, StringComparison.Ordinal);
        Assert.Equal(Judged(check), Judged(dry));
        Assert.False(Directory.Exists(output));
    }

    /// <summary>All but which slices had to be prepared, and what a few batches took in memory and time.</summary>
    private static IEnumerable<string> Judged(ProgramResult result) =>
        result.OutputLines.Where(line => !new[] { "Slices of", "memory:", "time:" }.Any(varying => line.Contains(varying, StringComparison.Ordinal)));
}
