using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Studies;

namespace SliceActors.EndToEnd.Tests.Words;

public sealed class CheckAndCacheTests : IDisposable
{
    private readonly SmallStudy study = new();

    public void Dispose() => study.Dispose();

    [Fact]
    public void A_check_prepares_the_slices_and_writes_no_results_and_a_run_finds_them()
    {
        var output = study.NewOutput();

        // A batch holds no more items than there are, however many it may.
        var check = SliceActorsProgram.Run(study.Arguments("check", "multicnn", output, "ConvNet", "--batch_size", "1000000")).Ended(0);

        Assert.Contains("12 volumes decoded", check.Output, StringComparison.Ordinal);
        Assert.Contains("In order: 12 images, 2 folds, 6 networks, slices 8 to 10.", check.Output, StringComparison.Ordinal);
        Assert.Contains("fold 0: 6 sessions (3 AD, 3 CN) for training, 6 sessions", check.Output, StringComparison.Ordinal);
        Assert.Matches(@"disk: up to [\d.]+ MiB of models, up to [\d.]+ MiB more while training;\s+[\d.]+ MiB of prepared slices", check.Output);
        Assert.Matches(@"memory: about \S+ .iB for the networks side by side\s+time: about .* if all 4 epochs are trained", check.Output);
        Assert.False(Directory.Exists(output));

        var trained = SliceActorsProgram.Run(study.Train("cnn", output, "--epochs", "1")).Ended(0);
        Assert.Contains("Slices of 12 images: found in the cache.", trained.Output, StringComparison.Ordinal);
        Assert.Empty(trained.Errors);
        Assert.DoesNotContain('\u001b', trained.Output);

        var list = SliceActorsProgram.Run("cache", "list", "--cache_dir", study.Cache).Ended(0);
        Assert.Contains("axial 8 to 10", list.Output, StringComparison.Ordinal);
        Assert.Contains("1 store,", list.Output, StringComparison.Ordinal);
        Assert.Contains("0 stores removed", SliceActorsProgram.Run("cache", "prune", "--keep", "0.5", "--cache_dir", study.Cache).Ended(0).Output, StringComparison.Ordinal);
        Assert.Contains("1 store removed", SliceActorsProgram.Run("cache", "prune", "--cache_dir", study.Cache).Ended(0).Output, StringComparison.Ordinal);
        Assert.Contains("0 stores", SliceActorsProgram.Run("cache", "list", "--cache_dir", study.Cache).Ended(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_finds_what_a_run_would_find()
    {
        var output = study.NewOutput();

        SliceActorsProgram.Run(study.Arguments("check", "multicnn", output, "VGG16", "--epochs", "0")).Ended(2).Said("--epochs: 0", "there is no network VGG16");

        Assert.False(Directory.Exists(output));
    }

    [Fact]
    public void Quiet_prints_the_result_and_nothing_else()
    {
        var output = study.NewOutput();

        var trained = SliceActorsProgram.Run(study.Train("cnn", output, "--epochs", "1", "--quiet")).Ended(0);

        Assert.Empty(trained.Errors);
        Assert.Contains("Image level", trained.OutputLines[0], StringComparison.Ordinal);
        Assert.Equal($"Done. The results are in {output}", trained.OutputLines[^1]);
        Assert.All(trained.OutputLines.Skip(1).SkipLast(1), line => Assert.Matches(@"^([╭│├╰]| +mean and SD| *Image level| *For whom it fails|Fold \d|n = |Best by |So few people |Publish |Take |Do figures differ by |Beyond the label |Wrong in every |Called wrong |Nobody is called wrong )", line));
    }

    [Fact]
    public void The_doctor_tries_the_locks_of_the_folder_that_results_shall_lie_in()
    {
        var output = study.NewOutput();

        Assert.Matches($@"results +{output}: \S+: locks work\n", SliceActorsProgram.Run("doctor", "--cache_dir", study.Cache, output).Ended(0).Output);
        Assert.False(Directory.Exists(output));
    }

    [Fact]
    public void The_doctor_names_libtorch_and_what_the_machine_has()
    {
        var doctor = SliceActorsProgram.Run("doctor", "--cache_dir", study.Cache).Ended(0);

        Assert.All(["libtorch      2.", "cores", "memory", "CUDA devices", "cache"], fact => Assert.Contains(fact, doctor.Output, StringComparison.Ordinal));
    }
}
