using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Studies;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;

namespace SliceActors.EndToEnd.Tests.Transfer;

/// <summary>Sources that do not fit: the program names folder, fold, file and tensor, and writes nothing.</summary>
[Collection(UndisturbedRunsGroup.Name)]
public sealed class BadSourceTests(UndisturbedRuns runs)
{
    [Fact]
    public void Types_that_do_not_go_together_are_refused()
    {
        Refused("cnn", runs.Multicnn).Said("multicnn to cnn: a multicnn has one network for each slice");
        Refused("autoencoder", runs.Cnn).Said("cnn to autoencoder: a cnn has no decoder");
    }

    [Fact]
    public void A_source_of_another_architecture_is_refused_in_one_sentence()
    {
        var refused = Refused("cnn", runs.Cnn, "Conv4_FC3").Said($"{runs.Cnn}: it is ConvNet, and this study asks for Conv4_FC3");

        Assert.DoesNotContain("tensors", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_that_learned_from_the_people_of_a_validation_set_is_refused_unless_that_is_allowed()
    {
        var source = runs.Study.NewOutput();
        foreach (var file in Directory.EnumerateFiles(runs.Cnn, "*", SearchOption.AllDirectories).Where(file => !file.Contains(".slice-actors", StringComparison.Ordinal)))
        {
            // Each of the two folds learned from the validation people of the other.
            var copy = Path.Combine(source, Path.GetRelativePath(runs.Cnn, file).Replace("fold-0", "fold-x", StringComparison.Ordinal).Replace("fold-1", "fold-0", StringComparison.Ordinal).Replace("fold-x", "fold-1", StringComparison.Ordinal));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        Refused("cnn", source).Said($"{source}: its networks of fold 0 learned from", "of the participants that fold 0 of this study validates on: sub-", "that fold 1 of this study validates on", "--allow_leakage");
        SliceActorsProgram.Run(runs.Study.Arguments("check", "cnn", runs.Study.NewOutput(), "ConvNet", ["--transfer_learning_path", source, "--allow_leakage"])).Ended(0)
            .Said("Warning:", "learned from");
    }

    [Fact]
    public void Nothing_is_downloaded_for_a_network_that_starts_from_another()
    {
        var refused = Refused("cnn", runs.Cnn, "resnet18", "--cache_dir", Path.Combine(runs.Study.NewOutput(), "empty")).Said("it is ConvNet, and this study asks for resnet18");

        Assert.DoesNotContain("ImageNet", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_multicnn_with_another_number_of_slices_is_refused_for_every_fold()
    {
        Refused("multicnn", runs.Multicnn, "ConvNet", "--discarded_slices", "8", "9").Said(
            Path.Combine(runs.Multicnn, "fold-0", "models"), Path.Combine(runs.Multicnn, "fold-1", "models"), "3 networks, one for each slice of that study", "2, one for each slice of this study");
    }

    [Fact]
    public void A_fold_a_model_and_a_folder_that_are_missing_are_named()
    {
        var source = runs.Study.NewOutput();
        Refused("cnn", source).Said($"{source}: no such folder");

        Directory.CreateDirectory(Path.Combine(source, "fold-1"));
        Refused("cnn", source).Said($"{source}: it holds no commandline.json");

        File.Copy(Path.Combine(runs.Cnn, "commandline.json"), Path.Combine(source, "commandline.json"));
        Refused("cnn", source).Said($"{source}: no fold 0 (but 1)", $"{new ResultTree(source).Model(new UnitId(new FoldIndex(1), null), Selection.BestBalancedAccuracy)}: no such file");
    }

    [Fact]
    public void There_is_one_beginning_only_and_a_bad_source_is_said_beside_everything_else()
    {
        Refused("cnn", runs.Multicnn, "ConvNet", "--weights", "none", "--epochs", "0").Said("--weights: none", "this option or --transfer_learning_path", "--epochs: 0", "multicnn to cnn");
        Refused("cnn", string.Empty).Said("--transfer_learning_path: an empty path");
        Refused("cnn", runs.Cnn, "ConvNet", "--transfer_learning_selection", "best_acc").Said("--transfer_learning_selection: best_acc", "one of best_balanced_accuracy, best_loss");
        Refused("autoencoder", runs.Cnn, "ConvNet", "--transfer_learning_selection", "best_loss").Said("--transfer_learning_selection");
    }

    private ProgramResult Refused(string target, string source, string architecture = "ConvNet", params string[] options)
    {
        var output = runs.Study.NewOutput();
        var result = SliceActorsProgram.Run(runs.Study.Arguments("train", target, output, architecture, [.. options, "--transfer_learning_path", source])).Ended(2);
        Assert.Empty(result.Output);
        Assert.False(Directory.Exists(output), "Something was written.");
        return result;
    }
}
