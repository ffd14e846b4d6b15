using SliceActors.Imaging.Slices;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Results;
using SliceActors.Testing;

namespace SliceActors.Studies.Tests.Results;

public sealed class MapsFolderTests : IDisposable
{
    private const string First = """
        {"network_task": "classification", "mode": "slice", "architecture": "resnet18", "multi_network": true, "minmaxnormalization": false, "num_networks": 89,
         "preprocessing": "t1-linear", "slice_direction": 1, "discarded_slices": 20, "input_size": [3, 224, 224], "output_size": 2, "label": "diagnosis",
         "label_code": {"AD": 0, "CN": 1}, "selection_metrics": ["BA", "loss"], "selection_threshold": 0.6, "transfer_path": ""}
        """;

    private const string Later = """
        {"network_task": "reconstruction", "mode": "slice", "architecture": "AE_Conv5_FC3", "multi_network": false, "num_networks": 129, "input_size": [1, 208, 179],
         "label": null, "label_code": null, "normalize": true, "selection_metrics": ["loss"], "transfer_path": false,
         "preprocessing_dict": {"preprocessing": "t1-linear", "slice_direction": 0, "slice_mode": "single", "discarded_slices": [20, 30], "use_uncropped_image": false}}
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Results_of_the_first_versions_have_folds_and_slices_of_the_usual_size()
    {
        Directory.CreateDirectory(folder.File("fold-0"));

        var results = Open(First);

        Assert.Equal((NetworkType.Multicnn, "resnet18", VoteWeights.Accuracy, 0.6, 89), (results.Options.NetworkType, results.Options.Architecture, results.Options.VoteWeights, results.Options.SelectionThreshold, results.Options.Networks));
        Assert.Equal(new SliceSpec { Direction = SliceDirection.Coronal, DiscardedAtBeginning = 20, DiscardedAtEnd = 20, DiscardedGiven = true, Unnormalize = true }, results.Options.Slices);
        Assert.Equal(new ClinicaInput(3, SliceShape.Usual, IsNative: false) { Label = "diagnosis" }, results.Options.Input);
        Assert.Equal([new FoldIndex(0)], results.Folds().AsEnumerable());
        Assert.Equal(folder.File("fold-0/best-BA/network-7_model.pth.tar"), results.Tree.Model(new UnitId(new FoldIndex(0), new NetworkIndex(7)), Selection.BestBalancedAccuracy));
    }

    [Fact]
    public void Results_of_later_versions_have_splits_and_slices_of_their_own_size()
    {
        Directory.CreateDirectory(folder.File("split-3"));

        var results = Open(Later);

        Assert.Equal((NetworkType.Autoencoder, false, 20, 30), (results.Options.NetworkType, results.Options.Slices.Unnormalize, results.Options.Slices.DiscardedAtBeginning, results.Options.Slices.DiscardedAtEnd));
        Assert.Equal(new ClinicaInput(1, new SliceShape(208, 179), IsNative: true), results.Options.Input);
        Assert.Equal([Selection.BestLoss], results.Options.Selections.AsEnumerable());
        Assert.Equal([new FoldIndex(3)], results.Folds().AsEnumerable());
        Assert.Equal(folder.File("split-3/best-loss/model.pth.tar"), results.Tree.Model(new UnitId(new FoldIndex(3), null), Selection.BestLoss));
    }

    [Theory]
    [InlineData("\"mode\": \"slice\"", "\"mode\": \"image\"", "mode is image")]
    [InlineData("classification", "regression", "network_task is regression")]
    [InlineData("\"output_size\": 2", "\"output_size\": 3", "output_size is 3")]
    [InlineData("[3, 224, 224]", "[3, 208, 179]", "input_size is [3, 208, 179]")]
    [InlineData("[3, 224, 224]", "\"large\"", "input_size is large")]
    [InlineData("\"discarded_slices\": 20, ", "", "discarded_slices is absent")]
    [InlineData("\"selection_threshold\": 0.6", "\"selection_threshold\": 12", "selection_threshold is 12")]
    [InlineData("\"architecture\": \"resnet18\", ", "", "there is no architecture")]
    [InlineData("\"AD\": 0", "\"AD\": 2", "label_code is {\"AD\": 2, \"CN\": 1}")]
    public void What_is_not_understood_is_said(string was, string isNow, string found) =>
        Assert.Equal(found, Assert.Single(Refused(First.Replace(was, isNow, StringComparison.Ordinal))).Found);

    [Theory]
    [InlineData("[]", "no JSON object")]
    [InlineData("{\"mode\": ", "no JSON")]
    public void A_file_that_is_no_object_is_said(string json, string found) => Assert.Equal(found, Assert.Single(Refused(json)).Found);

    private IReadOnlyList<Finding> Refused(string json) => Assert.Throws<BadInputException>(() => Open(json)).Findings;

    private ResultFolder Open(string json)
    {
        File.WriteAllText(folder.File("maps.json"), json);
        return ResultFolder.Open(folder.Path);
    }
}
