using SliceActors.EndToEnd.Tests.Crashes;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.EndToEnd.Tests.Studies;

namespace SliceActors.EndToEnd.Tests.Features;

public sealed class FrozenTests(SmallStudy study) : IClassFixture<SmallStudy>
{
    [Fact]
    public void A_run_whose_frozen_layers_compute_once_can_be_killed_and_resumed_and_predicts()
    {
        var weights = Weights();
        string[] options = ["--frozen", "cached", "--trainable", "tail", "--weights", weights, "--epochs", "2", "--split", "0"];
        var check = SliceActorsProgram.Run(study.Arguments("check", "multicnn", study.NewOutput(), "resnet18", options)).Ended(0).Output;
        Assert.Matches(@"[\d.]+ MiB of prepared slices and 6\.9 MiB of their features in the cache", check);
        var undisturbed = study.NewOutput();
        var trained = SliceActorsProgram.Run(study.Arguments("train", "multicnn", undisturbed, "resnet18", options)).Ended(0).Output;
        Assert.Contains("Features of 36 slices: computed.", trained, StringComparison.Ordinal);
        Assert.Single(Features());
        var output = study.NewOutput();
        var epochs = new Moments(output).MoreEpochs(2);
        using (var program = SliceActorsProgram.Start(study.Arguments("train", "multicnn", output, "resnet18", options)))
        {
            Assert.True(program.WaitUntil(epochs.HasCome));
            program.Kill();
        }

        // On another machine they are not there, and are computed anew.
        File.Delete(Features().Single());
        SliceActorsProgram.Run(study.Resume(output)).Ended(0);

        FolderSnapshot.AssertSameResults(undisturbed, output);
        Assert.Single(Features());
        var list = SliceActorsProgram.Run("cache", "list", "--cache_dir", study.Cache).Ended(0).Output;
        Assert.Contains("features", list, StringComparison.Ordinal);
        SliceActorsProgram.Run("predict", output, study.Caps, Path.Combine(study.Labels, "validation_splits-2", "split-0"), "again", "--cache_dir", study.Cache, "-cpu").Ended(0);
    }

    [Fact]
    public void What_stands_in_the_way_of_features_is_said_all_at_once()
    {
        var output = study.NewOutput();

        SliceActorsProgram.Run(study.Arguments("check", "cnn", output, "ConvNet", "--frozen", "cached", "--data_augmentation", "Noise")).Ended(2).Said(
            "--frozen: ConvNet does not say where it can be divided", "one of resnet18, or --frozen follow",
            "--frozen: all layers learn, so none is frozen", "--trainable tail, or --frozen follow",
            "--frozen: random initial weights", "--frozen: --data_augmentation");
        SliceActorsProgram.Run(study.Arguments("check", "cnn", output, "resnet18", "--frozen", "cached", "--transfer_learning_path", output, "--trainable", "tail")).Ended(2)
            .Said("--frozen: --transfer_learning_path, whose networks may have other frozen layers in each fold");
        SliceActorsProgram.Run(study.Arguments("check", "cnn", output, "resnet18", "--frozen", "cold")).Ended(2).Said("--frozen: cold", "one of follow, cached");
        Assert.False(Directory.Exists(output));
    }

    private string[] Features() => Directory.GetFiles(study.Cache, "*.features");

    private string Weights()
    {
        var output = study.NewOutput();
        SliceActorsProgram.Run(study.Arguments(
            "train", "cnn", output, "resnet18", "--split", "0", "--epochs", "1", "--batch_size", "6", "--discarded_slices", "9", "9", "--weights", "none", "--trainable", "tail")).Ended(0);
        return Path.Combine(output, "fold-0", "models", "best_loss", "model_best.pth.tar");
    }
}
