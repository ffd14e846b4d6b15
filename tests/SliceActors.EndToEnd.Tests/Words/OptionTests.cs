using System.Text.Json;
using SliceActors.EndToEnd.Tests.Crashes;
using SliceActors.EndToEnd.Tests.Custom;
using SliceActors.EndToEnd.Tests.Input;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.EndToEnd.Tests.Studies;

namespace SliceActors.EndToEnd.Tests.Words;

/// <summary>What the options of <c>train</c> and <c>check</c> do that no other test shows; wrong values are in <see cref="BadInputTests"/>.</summary>
public sealed class OptionTests(SmallStudy study) : IClassFixture<SmallStudy>
{
    [Fact]
    public void Options_that_change_what_is_learnt_do_so_each_in_its_own_way()
    {
        string[] changes =
        [
            "--epochs 1", "--batch_size 4", "--learning_rate 1e-2", "--weight_decay 10", "--dropout 0.5", "--accumulation_steps 3", "--unnormalize",
            "--sampler weighted", "--data_augmentation Noise", "--data_augmentation Erasing", "--data_augmentation CropPad", "--data_augmentation Smoothing",
        ];
        var models = changes.Select(options => ModelWith(options.Split(' '))).ToList();
        Assert.Equal(changes.Length, models.Distinct().Count());

        Assert.Equal(
            ModelWith("--learning_rate", "1e-2", "--weight_decay", "10", "--accumulation_steps", "3", "--unnormalize", "--sampler", "weighted", "--nproc", "1"),
            ModelWith("-lr", "1e-2", "-wd", "10", "-asteps", "3", "-un", "-s", "weighted", "-np", "1"));
    }

    [Fact]
    public void Augmented_training_is_the_same_with_any_number_of_loader_threads_and_None_changes_nothing()
    {
        string[] all = ["--sampler", "weighted", "--data_augmentation", "None", "Noise", "Smoothing", "Erasing", "CropPad", "Noise"];
        var (one, other) = (study.NewOutput(), study.NewOutput());

        SliceActorsProgram.Run(Small("cnn", one, [.. all, "--nproc", "0", "--epochs", "2"])).Ended(0);
        SliceActorsProgram.Run(Small("cnn", other, [.. all, "-np", "5", "--epochs", "2"])).Ended(0);

        Assert.Equal(Tables(one), Tables(other));
        Assert.Equal(["None", "Noise", "Smoothing", "Erasing", "CropPad", "Noise"], CommandLine(one).GetProperty("data_augmentation").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("weighted", CommandLine(one).GetProperty("sampler").GetString());
        Assert.Equal((0, 5), (CommandLine(one).GetProperty("nproc").GetInt32(), CommandLine(other).GetProperty("nproc").GetInt32()));
        Assert.Equal(ModelWith("--data_augmentation", "None"), ModelWith());
    }

    [Theory]
    [InlineData("cnn", 2)]
    [InlineData("multicnn", 5)]
    [InlineData("autoencoder", 2)]
    public void An_augmented_run_that_was_killed_ends_with_the_bytes_of_an_undisturbed_one(string networkType, int epochs) => KilledOnce.EndsAsUndisturbed(
        study,
        output => Small(
            networkType, output, "--epochs", "2", "--data_augmentation", "Noise", "CropPad", "--sampler", "weighted", "--evaluation_steps", "2", "--accumulation_steps", "2", "--batch_size", "4"),
        epochs);

    [Fact]
    public void What_the_training_pass_says_stands_in_training_tsv_only_and_a_kill_does_not_change_it()
    {
        string[] options = ["--epochs", "3", "--batch_size", "4", "--evaluation_steps", "2", "--train_metrics"];
        var evaluated = study.NewOutput();
        SliceActorsProgram.Run(Small("cnn", evaluated, [.. options, "evaluation"])).Ended(0);

        var passed = KilledOnce.EndsAsUndisturbed(study, output => Small("cnn", output, [.. options, "pass"]), 2);

        var (expected, results) = (FolderSnapshot.Results(evaluated), FolderSnapshot.Results(passed));
        Assert.Equal(expected.Keys, results.Keys);
        Assert.Equal(["commandline.json", "fold-0/training.tsv", "fold-1/training.tsv"], results.Keys.Where(file => results[file] != expected[file]));
        Assert.Equal("pass", CommandLine(passed).GetProperty("train_metrics").GetString());
    }

    [Fact]
    public void An_autoencoder_stops_when_it_no_longer_improves_and_what_it_learns_from_matters()
    {
        var early = study.NewOutput();
        SliceActorsProgram.Run(Train(early, "--patience", "1", "--tolerance", "0.99", "--evaluation_steps", "1")).Ended(0);
        var rows = File.ReadAllLines(Path.Combine(early, "fold-0", "training.tsv"));
        Assert.Equal(2 * 5, rows.Length - 1);

        Assert.Equal(4, new HashSet<string>(
            from options in new string[][] { [], ["--data_augmentation", "Noise"], ["--sampler", "weighted"], ["--accumulation_steps", "3"] }
            select Short(options)).Count);

        string Short(string[] options)
        {
            var output = study.NewOutput();
            SliceActorsProgram.Run(Train(output, ["--epochs", "1", .. options])).Ended(0);
            return Model(output);
        }

        string[] Train(string output, params string[] options) => Small("autoencoder", output, ["--split", "0", "--batch_size", "4", .. options]);
    }

    [Fact]
    public void Epochs_end_early_and_are_evaluated_inside()
    {
        var output = study.NewOutput();

        // 18 items in batches of 4: five batches, weights updated after the second, the fourth and the last.
        SliceActorsProgram.Run(Small(
            "cnn", output, "--split", "0", "--epochs", "9", "--patience", "1", "--tolerance", "0.9", "--batch_size", "4", "--accumulation_steps", "2", "-esteps", "2")).Ended(0);

        var rows = File.ReadLines(Path.Combine(output, "fold-0", "training.tsv")).Skip(1).Select(row => string.Join(' ', row.Split('\t').Take(2)));
        Assert.Equal(["0 1", "0 3", "0 4", "1 1", "1 3", "1 4"], rows);
        Assert.False(Directory.Exists(Path.Combine(output, "fold-1")));
    }

    [Fact]
    public void A_network_can_start_from_the_file_of_another()
    {
        var (first, second, random) = (study.NewOutput(), study.NewOutput(), study.NewOutput());
        string[] still = ["--split", "0", "--epochs", "1", "--learning_rate", "1e-30"];
        SliceActorsProgram.Run(study.Train("cnn", first, still)).Ended(0);
        var model = Path.Combine(first, "fold-0", "models", "best_loss", "model_best.pth.tar");

        SliceActorsProgram.Run(study.Train("cnn", second, [.. still, "--seed", "8", "--weights", model, "--trainable", "all"])).Ended(0);

        Assert.Equal(model, CommandLine(second).GetProperty("weights").GetString());
        SliceActorsProgram.Run(study.Train("cnn", random, [.. still, "--seed", "8"])).Ended(0);
        Assert.NotEqual(Model(random), Model(second));
        SliceActorsProgram.Run(study.Arguments("check", "cnn", study.NewOutput(), "ConvNet", "--trainable", "tail")).Ended(2).Said("--trainable: ConvNet has no tail");
    }

    [Fact]
    public void The_vote_listens_to_its_options()
    {
        // A network that has learnt nothing is right about some, and no balanced accuracy is above 1.
        string[] nothing = ["--split", "0", "--epochs", "1", "--learning_rate", "1e-30", "--selection_threshold", "1"];

        var balanced = SliceActorsProgram.Run(study.Train("cnn", study.NewOutput(), nothing)).Ended(0);
        var accuracy = SliceActorsProgram.Run(study.Train("cnn", study.NewOutput(), [.. nothing, "--vote_weights", "accuracy"])).Ended(0);

        Assert.Contains("Warning: No slice has a balanced accuracy above 1", balanced.Output, StringComparison.Ordinal);
        Assert.Contains("Warning: No slice has an accuracy above 0 and not below 1", accuracy.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "8 8", "slices 8 to 9")]
    [InlineData("1", "8", "slices 8 to 13")]
    [InlineData("2", "5 10", "slices 5 to 8")]
    public void Slices_are_cut_along_the_axis_and_dropped_at_its_ends(string axis, string discarded, string expected)
    {
        var check = SliceActorsProgram.Run(study.Arguments("check", "multicnn", study.NewOutput(), "ConvNet", ["-sd", axis, "--slice_direction", axis, "--discarded_slices", .. discarded.Split(' ')])).Ended(0);

        Assert.Contains(expected, check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_folds_and_baseline_decide_who_is_studied()
    {
        using var relabelled = new SmallStudy();
        foreach (var table in Directory.EnumerateFiles(relabelled.Labels, "AD*.tsv", SearchOption.AllDirectories).ToList())
        {
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(table)!, Path.GetFileName(table).Replace("AD", "depr", StringComparison.Ordinal)), File.ReadAllText(table).Replace("\tAD", "\tdepr", StringComparison.Ordinal));
        }

        // A later session of somebody, without an image.
        var train = relabelled.Table("train", "CN.tsv");
        File.AppendAllLines(train, [File.ReadAllLines(train)[1].Replace("ses-M00", "ses-M12", StringComparison.Ordinal)]);
        string[] labels = ["-d", "depr", "CN", "--label_code", "depr=1", "--split", "0"];

        SliceActorsProgram.Run(relabelled.Arguments("check", "cnn", relabelled.NewOutput(), "ConvNet", labels)).Ended(2).Said("ses-M12");
        var check = SliceActorsProgram.Run(relabelled.Arguments("check", "cnn", relabelled.NewOutput(), "ConvNet", [.. labels, "--baseline"])).Ended(0);

        Assert.Contains("1 fold,", check.Output, StringComparison.Ordinal);
        Assert.Contains("fold 0: 6 sessions (3 depr, 3 CN) for training", check.Output, StringComparison.Ordinal);
        SliceActorsProgram.Run(relabelled.Arguments("check", "cnn", relabelled.NewOutput(), "ConvNet", [.. labels, "--n_splits", "3"])).Ended(2).Said("train_splits-3");
    }

    [Fact]
    public void The_cache_keeps_to_its_limit_and_the_log_says_what_it_is_asked_to()
    {
        using var small = new SmallStudy();
        var trained = SliceActorsProgram.Run(small.Train("cnn", small.NewOutput(), "--epochs", "1", "--cache_limit", "0", "-v")).Ended(0);
        Assert.NotEmpty(trained.Errors);

        // What the limit forbids stays while it is in use, and goes when the next store comes.
        SliceActorsProgram.Run(small.Arguments("check", "cnn", small.NewOutput(), "ConvNet", "--cache_limit", "0", "--slice_direction", "1")).Ended(0);
        Assert.Contains("1 store,", SliceActorsProgram.Run("cache", "list", "--cache_dir", small.Cache).Ended(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_words_are_found_with_the_choices_there_are()
    {
        var output = study.NewOutput();
        foreach (var command in new[] { "train", "check" })
        {
            SliceActorsProgram.Run(study.Arguments(command, "cnn", output, "ConvNet", "--data_augmentation", "Noise", "Rotation", "--sampler", "heavy", "--train_metrics", "steps")).Ended(2).Said(
                "--data_augmentation: Rotation", "one of None, Noise, Erasing, CropPad, Smoothing", "--sampler: heavy", "one of random, weighted", "--train_metrics: steps", "one of evaluation, pass");
        }

        Assert.False(Directory.Exists(output));
    }

    /// <summary>A command line of <c>train</c> with a network that learns fast, for options that do the same to every network.</summary>
    private string[] Small(string networkType, string output, params string[] options) =>
        study.Arguments("train", networkType, output, "small_vgg", ["--plugin", CustomFiles.Plugin, .. options]);

    /// <summary>The model of a short run.</summary>
    private string ModelWith(params string[] options)
    {
        var output = study.NewOutput();
        SliceActorsProgram.Run(Small("cnn", output, ["--split", "0", "--epochs", "1", .. options])).Ended(0);
        return Model(output);
    }

    private static string Model(string output) => FolderSnapshot.Results(output).Single(file => file.Key.EndsWith("best_loss/model_best.pth.tar", StringComparison.Ordinal)).Value;

    private static Dictionary<string, string> Tables(string output) =>
        FolderSnapshot.Results(output).Where(file => file.Key != "commandline.json").ToDictionary();

    private static JsonElement CommandLine(string output) => JsonDocument.Parse(File.ReadAllText(Path.Combine(output, "commandline.json"))).RootElement;
}
