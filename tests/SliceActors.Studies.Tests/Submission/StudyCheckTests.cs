using SliceActors.Learning.Networks.Custom;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Submission;
using SliceActors.Testing;

namespace SliceActors.Studies.Tests.Submission;

public sealed class StudyCheckTests : IDisposable
{
    private readonly TinyCaps caps = new();
    private readonly TemporaryFolder weights = new();
    private readonly List<NetworkType> tried = [];

    public void Dispose()
    {
        caps.Dispose();
        weights.Dispose();
    }

    [Fact]
    public async Task What_was_found_is_handed_on()
    {
        var network = FoundNetwork.Of(caps.Spec.Network);

        var found = await Check(network);

        Assert.Same(network.Architecture, found.Architecture);
        Assert.Equal([NetworkType.Multicnn], tried);
        Assert.Equal(["AD", "AD", "CN", "CN"], Assert.Single(found.Folds).Train.Select(session => session.Diagnosis));
        Assert.Equal(found.Folds[0].Train.Length, Assert.Single(found.Plan.Folds).Train.Length);
        Assert.Equal(found.Plan.Slices, found.Preparation.Slices);
        Assert.Null(found.Transfer);
    }

    [Fact]
    public async Task Options_network_tables_images_weights_and_source_are_told_of_in_this_order()
    {
        File.Delete(caps.Image(2));
        File.AppendAllText(caps.Label("train/CN.tsv"), "sub-9\n");
        caps.Spec = caps.Spec with
        {
            Network = caps.Spec.Network with { Architecture = "ConvNet", Trainable = TrainableLayers.Tail, Weights = WeightsKind.ImageNet, TransferPath = weights.File("nothing") },
        };

        var bad = await Assert.ThrowsAsync<BadInputException>(() => Check(FoundNetwork.Of(caps.Spec.Network), new Finding("--epochs", null, "0", "at least 1")));

        Assert.Equal(
            ["--epochs", "--trainable", caps.Label("train/CN.tsv"), caps.Label("train/AD.tsv"), "--weights imagenet", weights.File("nothing")],
            bad.Findings.Select(finding => finding.Where));
    }

    [Fact]
    public async Task A_network_that_does_not_exist_is_told_of_once_and_is_not_tried()
    {
        caps.Spec = caps.Spec with { Network = caps.Spec.Network with { Architecture = "resnet" } };

        var bad = await Assert.ThrowsAsync<BadInputException>(() => Check(FoundNetwork.Of(caps.Spec.Network)));

        Assert.Equal("ARCHITECTURE", Assert.Single(bad.Findings).Where);
        Assert.Empty(tried);
    }

    [Theory]
    [InlineData("--label_code")]
    [InlineData("--n_splits")]
    public async Task No_table_is_read_with_wrong_labels_or_folds(string option)
    {
        File.Delete(caps.Label("train/CN.tsv"));

        var bad = await Assert.ThrowsAsync<BadInputException>(() => Check(FoundNetwork.Of(caps.Spec.Network), new Finding(option, null, "wrong", "right")));

        Assert.Equal(option, Assert.Single(bad.Findings).Where);
    }

    private Task<CheckedStudy> Check(FoundNetwork network, params IEnumerable<Finding> findings) => new StudyCheck(caps.Cache, weights.Path, Passes)
        .Check(caps.Spec, network, [.. findings], caps.Warnings, CancellationToken.None);

    private Task<bool> Passes(NetworkSpec network, NetworkType networkType, List<Finding> findings, CancellationToken cancellation)
    {
        tried.Add(networkType);
        return Task.FromResult(true);
    }
}
