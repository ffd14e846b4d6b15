using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Studies;

namespace SliceActors.EndToEnd.Tests.Words;

/// <summary>The habits of Python's argparse that users of ClinicaDL bring along.</summary>
public sealed class ShorthandTests(SmallStudy study) : IClassFixture<SmallStudy>
{
    [Fact]
    public void A_long_option_may_be_cut_down_and_the_last_of_two_values_counts()
    {
        var output = study.NewOutput();
        string[] command = ["-l", "clinicaDL.log", "train", "slice", "cnn", "--n_s", "2", "--slice_dir=1", "--slice_direction", "2", study.Caps, "t1-linear"];

        // Options and paths in any order; behind two dashes there are paths only.
        SliceActorsProgram.Run([
            .. command, "--disc", "8", "8", "--epo", "9", study.Labels, "--use_c", "--see=7", "--cache_d", study.Cache, output, "--epochs=3", "--epo", "1", "--", "ConvNet",
        ]).Ended(0);

        var options = File.ReadAllText(Path.Combine(output, "commandline.json"));
        Assert.Contains("\"epochs\": 1,", options, StringComparison.Ordinal);
        Assert.Contains("\"slice_direction\": 2,", options, StringComparison.Ordinal);
        Assert.Contains("\"n_splits\": 2,", options, StringComparison.Ordinal);
        Assert.False(File.Exists("clinicaDL.log"));
    }

    [Fact]
    public void A_beginning_that_options_share_is_refused_with_their_names()
    {
        SliceActorsProgram.Run(study.Train("cnn", study.NewOutput(), "--s", "1", "--wei=none")).Ended(2).Said(
            "--s: short for more than one option", "more letters of ", "--sampler, ", "--seed, ", "--slots, ", "--split");
    }

    [Fact]
    public void Commands_besides_train_understand_it_too()
    {
        Assert.Contains("0 stores", SliceActorsProgram.Run("cache", "list", "--cache=/nowhere", "--cache_dir", study.Cache + "-empty").Ended(0).Output, StringComparison.Ordinal);
        Assert.Matches(@"^\d+\.\d+\.\d+", SliceActorsProgram.Run("--vers").Ended(0).Output);
        Assert.Contains("--data_augmentation", SliceActorsProgram.Run("train", "slice", "cnn", "--he").Ended(0).Output, StringComparison.Ordinal);
    }
}
