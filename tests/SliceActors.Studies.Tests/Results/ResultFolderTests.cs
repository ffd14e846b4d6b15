using System.Text.Json;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Folders;
using SliceActors.Studies.Results;
using SliceActors.Testing;

namespace SliceActors.Studies.Tests.Results;

public sealed class ResultFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string CommandLine => folder.File("commandline.json");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("tiny_ae_slice", NetworkType.Autoencoder, "Conv4_FC3", 17, 0)]
    [InlineData("tiny_cnn_kfold", NetworkType.Cnn, "resnet18", 15, 0)]
    [InlineData("tiny_multicnn_single", NetworkType.Multicnn, "resnet18", 16, 0.7)]
    public void The_options_that_ClinicaDL_wrote_are_understood(string run, NetworkType type, string architecture, int discarded, double threshold)
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Golden", "commandline", run + ".json"), CommandLine);

        var options = ResultFolder.Open(folder.Path).Options;

        Assert.Equal(("slice", type, architecture, Preprocessing.T1Linear), (options.Mode, options.NetworkType, options.Architecture, options.Preprocessing));
        Assert.Equal(new SliceSpec { DiscardedAtBeginning = discarded, DiscardedAtEnd = discarded, DiscardedGiven = true }, options.Slices);
        Assert.Equal(["AD", "CN"], options.Diagnoses.AsEnumerable());
        Assert.Equal((threshold, null), (options.SelectionThreshold, options.VoteWeights));
    }

    [Fact]
    public void Our_own_options_are_read_back()
    {
        var spec = TestStudy.Spec(NetworkType.Cnn) with
        {
            Slices = new SliceSpec
            {
                Direction = SliceDirection.Axial,
                DiscardedAtBeginning = 4,
                DiscardedAtEnd = 3,
                DiscardedGiven = true,
                Unnormalize = true,
                UseExtractedSlices = true,
            },
            Vote = new VoteSpec { SelectionThreshold = 0.25, Weights = VoteWeights.Accuracy },
        };
        spec = spec with
        {
            Data = spec.Data with { Preprocessing = Preprocessing.T1Volume, Diagnoses = ["depr", "CN"], LabelCode = spec.Data.LabelCode.Add("depr", 1), MultiCohort = true },
            Network = spec.Network with { PluginFile = "my.dll" },
        };
        File.WriteAllText(CommandLine, CommandLineJson.Write(spec));

        var options = ResultFolder.Open(folder.Path).Options;

        Assert.Equal(
            (NetworkType.Cnn, spec.Network.Architecture, "my.dll", Preprocessing.T1Volume, spec.Slices, true, 0.25, VoteWeights.Accuracy),
            (options.NetworkType, options.Architecture, options.PluginFile, options.Preprocessing, options.Slices, options.MultiCohort, options.SelectionThreshold, options.VoteWeights));
        Assert.Equal(["depr", "CN"], options.Diagnoses.AsEnumerable());
        Assert.Equal([new("depr", 1)], options.LabelCode);
    }

    [Theory]
    [InlineData("""{"network": "Conv4_FC3", "preprocessing": "linear", "mri_plane": 2, "mode": "subject", "mode_task": "multicnn"}""", NetworkType.Multicnn)]
    [InlineData("""{"network": "Conv4_FC3", "preprocessing": "linear", "mri_plane": 2, "mode": "subject", "train_autoencoder": true, "split": null}""", NetworkType.Autoencoder)]
    [InlineData("""{"network": "Conv4_FC3", "preprocessing": "linear", "mri_plane": 2, "mode": "subject", "network_type": null}""", NetworkType.Cnn)]
    public void Older_names_are_understood(string json, NetworkType type)
    {
        File.WriteAllText(CommandLine, json);

        var options = ResultFolder.Open(folder.Path).Options;

        Assert.Equal(
            ("image", type, "Conv4_FC3", Preprocessing.T1Linear, SliceDirection.Axial, 20, 20),
            (options.Mode, options.NetworkType, options.Architecture, options.Preprocessing, options.Slices.Direction, options.Slices.DiscardedAtBeginning, options.Slices.DiscardedAtEnd));
    }

    [Theory]
    [InlineData("20", 20, 20)]
    [InlineData("[7]", 7, 7)]
    [InlineData("[7, 5]", 7, 5)]
    [InlineData("[7, 5, 3]", 7, 5)]
    public void Discarded_slices_are_a_number_or_a_list(string json, int begin, int end)
    {
        File.WriteAllText(CommandLine, $$"""{"model": "a", "preprocessing": "mni", "discarded_slices": {{json}}}""");

        var options = ResultFolder.Open(folder.Path).Options;

        Assert.Equal((begin, end), (options.Slices.DiscardedAtBeginning, options.Slices.DiscardedAtEnd));
        Assert.Equal(Preprocessing.T1Extensive, options.Preprocessing);
    }

    [Fact]
    public void Everything_that_is_not_understood_is_said_at_once()
    {
        File.WriteAllText(CommandLine, """
            {"model": 3, "network_type": "gan", "slice_direction": 7, "discarded_slices": [-1], "unnormalize": "no", "diagnoses": "AD", "label_code": {"a": "b"}, "selection_threshold": "high"}
            """);

        var findings = Findings();

        Assert.All(findings, finding => Assert.Equal(CommandLine, finding.Where));
        Assert.Equal(
            [
                "discarded_slices is [-1]", "network_type is gan", "model is 3", "there is no preprocessing", "slice_direction is 7", "unnormalize is no", "diagnoses is AD",
                """label_code is {"a": "b"}""", "selection_threshold is high",
            ],
            findings.Select(finding => finding.Found));
        Assert.Equal("one of autoencoder, cnn, multicnn", findings[1].Expected);
    }

    [Theory]
    [InlineData("intra_op_threads", "0", "a whole number from 1 to 1024")]
    [InlineData("intra_op_threads", "200000", "a whole number from 1 to 1024")]
    [InlineData("intra_op_threads", "5000000000", "a whole number from 1 to 1024")]
    [InlineData("intra_op_threads", "1.5", "a whole number from 1 to 1024")]
    [InlineData("dropout", "1", "a number from 0 to less than 1")]
    [InlineData("dropout", "-0.1", "a number from 0 to less than 1")]
    [InlineData("selection_threshold", "-1", "a number, 0 or more")]
    [InlineData("selection_threshold", "1e999", "a number, 0 or more")]
    [InlineData("slice_direction", "1.5", "0, 1 or 2")]
    [InlineData("discarded_slices", "2147483647", "a number of slices from 0 to 32766, or a list of them")]
    [InlineData("discarded_slices", "[20, 40000]", "a number of slices from 0 to 32766, or a list of them")]
    [InlineData("seed", "1e30", "a whole number from -9223372036854775808 to 9223372036854775807")]
    [InlineData("label_code", "{\"depr\": 2}", "an object of classes, 0 or 1")]
    public void A_number_out_of_its_bounds_is_refused_by_file_and_field(string field, string value, string expected)
    {
        File.WriteAllText(CommandLine, $$"""{"model": "a", "preprocessing": "mni", "{{field}}": {{value}}}""");

        var finding = Assert.Single(Findings());

        Assert.Equal((CommandLine, $"{field} is {value}", expected), (finding.Where, finding.Found, finding.Expected));
    }

    [Theory]
    [InlineData(null, "12", 12)]
    [InlineData("accuracy", "1", 1)]
    [InlineData("accuracy", "12", null)]
    public void A_threshold_is_a_rate_unless_ClinicaDL_compared_it_with_a_number_of_right_answers(string? weights, string threshold, int? read)
    {
        var vote = weights is null ? string.Empty : $"\"vote_weights\": \"{weights}\", ";
        File.WriteAllText(CommandLine, $$"""{"model": "a", "preprocessing": "mni", {{vote}}"selection_threshold": {{threshold}}}""");

        if (read is { } number)
        {
            Assert.Equal(number, ResultFolder.Open(folder.Path).Options.SelectionThreshold);
        }
        else
        {
            Assert.Equal("selection_threshold is 12", Assert.Single(Findings()).Found);
        }
    }

    [Fact]
    public void A_folder_without_results_and_a_file_that_is_no_object_are_refused()
    {
        Assert.Contains("no commandline.json", Assert.Single(Findings()).Found, StringComparison.Ordinal);
        File.WriteAllText(CommandLine, "{\n  \"model\": ,\n}");
        Assert.Equal((CommandLine, 2), (Assert.Single(Findings()).Where, Findings()[0].Line));
        File.WriteAllText(CommandLine, "[]");
        Assert.Equal("no JSON object", Assert.Single(Findings()).Found);
        var none = Assert.Throws<BadInputException>(() => ResultFolder.Open(folder.File("none")));
        Assert.Equal((folder.File("none"), "no such folder"), (none.Findings[0].Where, none.Findings[0].Found));
    }

    [Fact]
    public void Folds_and_networks_are_those_that_have_a_folder()
    {
        File.WriteAllText(CommandLine, JsonSerializer.Serialize(new { model = "a", preprocessing = "t1-linear" }));
        foreach (var name in new[] { "fold-10/models/cnn-0", "fold-2/models/cnn-11", "fold-2/models/cnn-3", "fold-2/models/cnn-x", "fold-2/models/best_loss", "fold-x", "folds" })
        {
            Directory.CreateDirectory(folder.File(name));
        }

        var results = ResultFolder.Open(folder.Path);

        Assert.Equal([new(2), new(10)], results.Folds().AsEnumerable());
        Assert.Equal([new(3), new(11)], results.Networks(new FoldIndex(2)).AsEnumerable());
        Assert.Empty(results.Networks(new FoldIndex(7)));
    }

    private IReadOnlyList<Finding> Findings() => Assert.Throws<BadInputException>(() => ResultFolder.Open(folder.Path)).Findings;
}
