using System.Text.Json;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Folders;
using SliceActors.Testing;

namespace SliceActors.Studies.Tests.Folders;

public sealed class CommandLineJsonTests
{
    public static TheoryData<string> References => ["tiny_ae_slice", "tiny_cnn_kfold", "tiny_multicnn_single"];

    [Theory]
    [MemberData(nameof(References))]
    public void The_file_begins_with_the_very_text_that_ClinicaDL_writes_for_the_same_options(string run)
    {
        var expected = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "commandline", run + ".json"));
        var written = CommandLineJson.Write(Spec(run));
        Assert.StartsWith(expected[..expected.LastIndexOf("\n}", StringComparison.Ordinal)] + ",\n    \"seed\": 7,", written, StringComparison.Ordinal);
        Assert.EndsWith("}", written, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_ClinicaDL_does_not_have_follow_at_the_end()
    {
        using var json = JsonDocument.Parse(CommandLineJson.Write(Spec("tiny_cnn_kfold")));
        Assert.Equal(
            ["seed", "weights", "trainable", "vote_weights", "label_code", "allow_leakage", "intra_op_threads", "memory_formats", "train_metrics"],
            json.RootElement.EnumerateObject().Select(property => property.Name).SkipWhile(name => name != "seed"));
    }

    [Fact]
    public void Options_that_were_not_given_are_written_as_ClinicaDL_writes_its_defaults()
    {
        using var json = JsonDocument.Parse(CommandLineJson.Write(TestStudy.Spec()));
        Assert.Equal("20", json.RootElement.GetProperty("discarded_slices").GetRawText());
        Assert.Equal("0", json.RootElement.GetProperty("dropout").GetRawText());
        Assert.Equal("false", json.RootElement.GetProperty("data_augmentation").GetRawText());
    }

    [Fact]
    public void Different_ends_and_augmentations_are_lists()
    {
        var spec = TestStudy.Spec() with
        {
            Slices = new SliceSpec { DiscardedGiven = true, DiscardedAtBeginning = 4, DiscardedAtEnd = 3 },
            Optimisation = new OptimisationSpec { Seed = 1, DataAugmentationGiven = true, DataAugmentation = [Augmentation.CropPad, Augmentation.None] },
        };
        using var json = JsonDocument.Parse(CommandLineJson.Write(spec));
        Assert.Equal([4, 3], json.RootElement.GetProperty("discarded_slices").EnumerateArray().Select(value => value.GetInt32()));
        Assert.Equal(["CropPad", "None"], json.RootElement.GetProperty("data_augmentation").EnumerateArray().Select(value => value.GetString()!));
    }

    private static RunSpec Spec(string run)
    {
        var (type, architecture, epochs, discarded) = run switch
        {
            "tiny_ae_slice" => (NetworkType.Autoencoder, "Conv4_FC3", 3, 17),
            "tiny_cnn_kfold" => (NetworkType.Cnn, "resnet18", 3, 15),
            _ => (NetworkType.Multicnn, "resnet18", 20, 16),
        };
        return new RunSpec
        {
            NetworkType = type,
            Data = new DataSpec
            {
                CapsDirectory = "caps/tiny",
                Preprocessing = Preprocessing.T1Linear,
                TsvPath = "labels/tiny",
                NSplits = type == NetworkType.Multicnn ? null : 2,
                Baseline = type == NetworkType.Multicnn,
            },
            Slices = new SliceSpec { DiscardedAtBeginning = discarded, DiscardedAtEnd = discarded, DiscardedGiven = true },
            Network = new NetworkSpec
            {
                Architecture = architecture,
                Weights = WeightsKind.None,
                Trainable = TrainableLayers.All,
                TransferSelection = type == NetworkType.Autoencoder ? Selection.BestLoss : Selection.BestBalancedAccuracy,
            },
            Optimisation = new OptimisationSpec { Epochs = epochs, BatchSize = 4, Seed = 7 },
            Vote = new VoteSpec { SelectionThreshold = type == NetworkType.Multicnn ? 0.7 : 0 },
            Compute = new ComputeSpec { UseCpu = true, NProc = 0 },
        };
    }
}
