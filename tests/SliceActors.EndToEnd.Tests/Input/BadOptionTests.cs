using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Studies;

namespace SliceActors.EndToEnd.Tests.Input;

/// <summary>Values that options cannot have: all are said at once, and nothing is written.</summary>
public sealed class BadOptionTests(SmallStudy study) : IClassFixture<SmallStudy>
{
    private const int BadInput = 2;

    [Theory]
    [InlineData("train", "multicnn")]
    [InlineData("check", "cnn")]
    [InlineData("train", "autoencoder")]
    public void Every_number_of_a_study_has_its_bounds(string command, string networkType)
    {
        string[] options =
        [
            "--epochs", "-3", "--batch_size", "0", "--learning_rate", "-1", "--weight_decay", "-1", "--dropout", "1", "--patience", "-1", "--tolerance", "-0.5",
            "--accumulation_steps", "0", "--evaluation_steps", "-1", "--nproc", "-1", "--slots", "0", "--checkpoint_every", "-1", "--slice_direction", "-1", "--discarded_slices", "8", "8", "8",
            "--n_splits", "1", "--cache_limit", "-1",
        ];
        string[] votes = networkType == "autoencoder" ? [] : ["--selection_threshold", "1.5", "--vote_weights", "f1", "--trainable", "head", "--weights", "/nowhere.pth"];

        var refused = Refused(study.Arguments(command, networkType, study.NewOutput(), "ConvNet", [.. options, .. votes]));

        refused.Said(
            "--epochs: -3", "--batch_size: 0", "--learning_rate: -1", "--weight_decay: -1", "--dropout: 1", "--patience: -1", "--tolerance: -0.5", "--accumulation_steps: 0",
            "--evaluation_steps: -1", "--nproc: -1", "--slots: 0", "--checkpoint_every: -1", "--slice_direction: -1", "--discarded_slices: 8 8 8", "one number for both ends, or two", "--n_splits: 1", "--cache_limit: -1");
        refused.Said(votes.Length == 0 ? [] : ["--selection_threshold: 1.5", "--vote_weights: f1", "one of balanced_accuracy, accuracy", "--trainable: head", "one of tail, all", "/nowhere.pth: no such file", "expected: a file of weights"]);
    }

    [Fact]
    public void Folds_labels_and_ends_of_a_volume_that_cannot_be_are_found()
    {
        Refused(study.Train("cnn", study.NewOutput(), "--split", "2", "0", "0", "--discarded_slices", "-1", "--diagnoses", "AD", "CN", "AD", "--label_code", "AD=0")).Said(
            "--split: 2", "0 … 1, as --n_splits is 2", "--split: 0 more than once", "--discarded_slices: -1", "--diagnoses: AD more than once", "--label_code: AD=0", "AD is built in as class 1");

        // What needs no rows is looked at all the same.
        Refused(study.Train("cnn", study.NewOutput(), "--label_code", "AD=2", "depr=1", "AD=0", "--diagnoses", "AD", "AD", "CN", "depr")).Said(
            "--label_code: AD=2", "AD is built in as class 1", "--diagnoses: AD more than once", "depr.tsv: no such file", "depr_baseline.tsv: no such file");
        Refused(study.Train("cnn", study.NewOutput(), "--label_code", "depr=1", "--diagnoses", "AD", "AD", "CN", "depr", "--split", "9", "--learning_rate", "inf")).Said(
            "5 things have to be put right first", "--learning_rate: Infinity", "--diagnoses: AD more than once", "--split: 9", "depr.tsv: no such file", "depr_baseline.tsv: no such file");

        // Read with wrong classes, every table would seem wrong, too.
        Refused(study.Train("cnn", study.NewOutput(), "--label_code", "depr", "control=0", "--epochs", "0")).Said("2 things have to be put right first", "--label_code: depr", "NAME=0 or NAME=1", "--epochs: 0");
    }

    [Fact]
    public void Other_commands_say_what_is_wrong_with_their_options_too()
    {
        var cacheFile = Path.Combine(study.Labels, "a-file");
        File.WriteAllText(cacheFile, "no folder");

        Refused(["resume", study.NewOutput(), "--slots", "0", "--checkpoint_every", "-5", "--cache_limit", "-1", "--cache_dir", cacheFile]).Said("--slots: 0", "--checkpoint_every: -5", "--cache_limit: -1", $"--cache_dir: {cacheFile} is a file");
        Refused(["predict", study.NewOutput(), study.Caps, string.Empty, "new", "-cpu", "--nproc", "-1", "--selection_metrics", "accuracy", "--label_code", "AD=3"]).Said(
            "--nproc: -1", "--selection_metrics: accuracy", "one of balanced_accuracy, loss", "--label_code: AD=3", "TSV_PATH: an empty path");
        Refused(["cache", "prune", "--cache_dir", study.Cache, "--keep", "-1"]).Said("--keep: -1");
    }

    [Fact]
    public void What_each_node_settles_for_itself_is_not_submitted()
    {
        string[] submission = ["submit", "slice", "cnn", study.Caps, "t1-linear", study.Labels, study.NewOutput(), "ConvNet", "--contact", "127.0.0.1:1", "--insecure"];

        Refused([.. submission, "--slots", "2", "--checkpoint_every", "5"]).Said("--slots: given to a run of a cluster", "--checkpoint_every: given to a run of a cluster");
    }

    private ProgramResult Refused(string[] arguments)
    {
        var refused = SliceActorsProgram.Run(arguments).Ended(BadInput);
        Assert.Empty(refused.Output);
        Assert.Empty(Directory.GetDirectories(Path.GetDirectoryName(study.Caps)!, "results-*"));
        return refused;
    }
}
